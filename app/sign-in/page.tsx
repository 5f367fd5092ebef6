import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { DemoCards } from "@/components/account/demo-cards";
import { DemoSeat } from "@/components/account/demo-seat";
import { DoorFrame } from "@/components/account/door-frame";
import { SignInForm } from "@/components/account/sign-in-form";
import { Notice } from "@/components/ui/meaning";
import { callbackPath } from "@/lib/auth/callback-path";
import { currentActor } from "@/lib/auth/session";
import { requestSite } from "@/lib/auth/session-cookie";
import { loadSignIn } from "@/lib/queries/load-sign-in";
import { isRefusalCode, REFUSALS } from "@/lib/refusals/refusal";
import { beginPasskeySignInAction, finishPasskeySignInAction, signInAction, takeSeatAction } from "./actions";

export const metadata: Metadata = { title: "Sign in" };
export const dynamic = "force-dynamic";

type Asked = Readonly<Record<string, string | string[] | undefined>>;

/** Where one comes in: the organisation's sign-in, address and password, a passkey, or a seat of the demo. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const asked = await searchParams;
  const site = await requestSite();
  if (!site) notFound();
  // Back from the issuer the way on stands in an address of ours, whole.
  const back = one(asked.callbackUrl);
  const next = callbackPath(
    one(asked.next) ?? (back?.startsWith(`${site.origin}/`) ? back.slice(site.origin.length) : back),
  );
  const failure = failureWords(one(asked.error));
  if (!failure && (await currentActor())) redirect(next);
  const view = await loadSignIn(site);
  if (view.needsSetUp && !view.oidc) redirect("/setup");
  const passkey = { begin: beginPasskeySignInAction, finish: finishPasskeySignInAction };
  const form = <SignInForm next={next} oidc={view.oidc} signIn={signInAction} passkey={passkey} />;
  return (
    <DoorFrame
      title={view.seat ? `Sit down as ${view.seat.title.toLowerCase()}` : "Sign in"}
      lead={view.seat?.can ?? "People co-produce one packet and approve exactly one revision of it."}
      wide={view.demo !== null && !view.seat}
    >
      {failure ? (
        <Notice meaning="broken" role="alert" className="mb-6">
          {failure}
        </Notice>
      ) : null}
      {view.seat ? (
        <DemoSeat
          role={view.seat.role}
          title={view.seat.title}
          next={next}
          auto={asked.seat === "1" && !failure}
          takeSeat={takeSeatAction}
        />
      ) : null}
      {view.demo && !view.seat ? (
        <DemoCards
          cards={view.demo.cards}
          password={view.demo.password}
          next={next}
          takeSeat={takeSeatAction}
        />
      ) : null}
      {view.demo ? (
        <details className="mt-8 border-t border-line pt-4">
          <summary className="cursor-pointer text-sm text-muted">Sign in with address and password</summary>
          <div className="mt-4 max-w-sm">{form}</div>
        </details>
      ) : (
        form
      )}
      {view.needsSetUp ? (
        <p className="mt-6 text-sm text-muted">
          No account yet?{" "}
          <Link className="link" href="/setup">
            Make the first one
          </Link>{" "}
          with the code that the server printed.
        </p>
      ) : null}
    </DoorFrame>
  );
}

function one(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** What went wrong at the organisation's sign-in. Only words of ours: the address could say anything. */
function failureWords(code: string | null): string | null {
  if (code === null) return null;
  if (isRefusalCode(code)) return REFUSALS[code].message;
  return "The sign-in did not work. Nothing was changed; try again.";
}
