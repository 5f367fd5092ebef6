import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { DoorFrame } from "@/components/account/door-frame";
import { ActionForm, SubmitButton } from "@/components/ui/action-form";
import { buttonClasses } from "@/components/ui/button";
import { currentActor } from "@/lib/auth/session";
import { signOutAction } from "./actions";

export const metadata: Metadata = { title: "Sign out" };
export const dynamic = "force-dynamic";

/** Asks before ending every session: what is open elsewhere closes too. */
export default async function SignOutPage() {
  const actor = await currentActor();
  if (!actor) redirect("/sign-in");
  return (
    <DoorFrame
      title={`Sign out, ${actor.name}?`}
      lead="Every session of yours ends, on every device, and open documents close. What you wrote is saved."
    >
      <ActionForm action={signOutAction}>
        <div className="flex flex-wrap gap-2">
          <SubmitButton>Sign out everywhere</SubmitButton>
          <Link href="/" className={buttonClasses("plain")}>
            Stay
          </Link>
        </div>
      </ActionForm>
    </DoorFrame>
  );
}
