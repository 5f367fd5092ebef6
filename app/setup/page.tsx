import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { DoorFrame } from "@/components/account/door-frame";
import { SetUpForm } from "@/components/account/set-up-form";
import { requestSite } from "@/lib/auth/session-cookie";
import { loadSignIn } from "@/lib/queries/load-sign-in";
import { setUpAction } from "./actions";

export const metadata: Metadata = { title: "Set up" };
export const dynamic = "force-dynamic";

/** The first account of a new workspace. Gone once it exists. */
export default async function SetUpPage() {
  const site = await requestSite();
  if (!site) notFound();
  const view = await loadSignIn(site);
  if (!view.needsSetUp) redirect("/sign-in");
  return (
    <DoorFrame
      title="The first account"
      lead="It keeps accounts, lanes and keys. Packets it sees only where somebody makes it a member."
    >
      <SetUpForm setUp={setUpAction} />
    </DoorFrame>
  );
}
