import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { read } from "@/app/_acts/read";
import { NameForm, PasswordForm } from "@/components/account/own-forms";
import { PasskeyList } from "@/components/account/passkey-list";
import { PageFrame, PageSection } from "@/components/shell/page-frame";
import { buttonClasses } from "@/components/ui/button";
import { requestSite } from "@/lib/auth/session-cookie";
import { loadProfile } from "@/lib/queries/load-profile";
import {
  beginConfirmationAction,
  beginEnrolmentAction,
  changeNameAction,
  changePasswordAction,
  finishEnrolmentAction,
  removePasskeyAction,
} from "./actions";

export const metadata: Metadata = { title: "Profile" };

/** One's own account: name, passkeys, password, sessions. */
export default async function ProfilePage() {
  const site = await requestSite();
  if (!site) notFound();
  const profile = await read((actor) => loadProfile(actor, site));
  const roles = profile.workspaceRoles.length > 0 ? profile.workspaceRoles.join(", ") : "member";
  return (
    <PageFrame width="reading" title="Profile" lead={`${profile.email} · workspace role: ${roles}`}>
      <PageSection title="Name">
        <NameForm name={profile.name} save={changeNameAction} />
      </PageSection>
      <PageSection title="Passkeys" aside={`for ${profile.rpId}`}>
        <PasskeyList
          profile={profile}
          actions={{
            confirm: beginConfirmationAction,
            begin: beginEnrolmentAction,
            finish: finishEnrolmentAction,
            remove: removePasskeyAction,
          }}
        />
      </PageSection>
      {profile.hasPassword ? (
        <PageSection title="Password">
          <PasswordForm save={changePasswordAction} />
        </PageSection>
      ) : null}
      <PageSection title="Sessions">
        <div className="flex flex-wrap items-center justify-between gap-4 py-4">
          <p className="measure text-sm text-muted">
            A session lasts twelve hours. Signing out ends every session of yours, on every device, and closes
            what is open there.
          </p>
          <Link href="/sign-out" className={buttonClasses()} prefetch={false}>
            Sign out everywhere
          </Link>
        </div>
      </PageSection>
    </PageFrame>
  );
}
