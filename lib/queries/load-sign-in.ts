import "server-only";
import type { Site } from "../auth/origin.ts";
import { database } from "../db/client.ts";
import { isSetUp } from "../db/workspace-store.ts";
import { DEMO_PASSWORD, DEMO_ROLES, type DemoRole } from "../settings/demo-roles.ts";
import { settings } from "../settings/settings.ts";

/** A demo role as a card shows it. */
export interface DemoCardView {
  readonly role: DemoRole;
  readonly title: string;
  readonly can: string;
  /** The address at which this role sits, in a cookie jar of its own. */
  readonly href: string;
}

/** What the sign-in page offers at this host. */
export interface SignInView {
  readonly workspaceName: string;
  /** Null outside the demo. */
  readonly demo: { readonly password: string; readonly cards: readonly DemoCardView[] } | null;
  /** At a role's own host: that role. */
  readonly seat: DemoCardView | null;
  readonly oidc: boolean;
  /** No account yet: the first one is made at set-up. */
  readonly needsSetUp: boolean;
}

const CARDS: Readonly<Record<DemoRole, { readonly title: string; readonly can: string }>> = {
  author: { title: "Author", can: "Writes the packet, attaches evidence, marks claims and traces them." },
  "artifact-owner": {
    title: "Artifact owner",
    can: "Answers for the content: members, annexes, residuals, cutting and asking for approval.",
  },
  reviewer: { title: "Reviewer", can: "Objects, maintains and resolves. Not cleared for the annex." },
  "cleared-reviewer": { title: "Cleared reviewer", can: "Reviews as well, and may read the annex." },
  "release-owner": { title: "Release owner", can: "Alone approves or declines one exact revision." },
  recipient: { title: "Lane recipient", can: "Reads what was released, until its window closes." },
  outsider: { title: "Outsider", can: "Has an account and no part in anything here." },
  auditor: { title: "Auditor", can: "Reads ledger, manifests and releases. No annex." },
  admin: { title: "Administrator", can: "Keeps accounts, lanes and keys. Sees no packet." },
};

/** What may be done at this site by somebody who is not signed in. */
export async function loadSignIn(site: Site): Promise<SignInView> {
  const { demo, oidc, publicUrl } = settings();
  const workspace = await database().workspace.findUnique({ where: { id: 1 }, select: { name: true } });
  const cards = demo ? DEMO_ROLES.map((role) => cardOf(role, site)) : [];
  return {
    workspaceName: workspace?.name ?? "Countersign",
    demo: demo ? { password: DEMO_PASSWORD, cards } : null,
    seat: cards.find((card) => site.rpId === `${card.role}.localhost`) ?? null,
    oidc: oidc !== null && site.origin === publicUrl,
    needsSetUp: !demo && !(await isSetUp(database())),
  };
}

function cardOf(role: DemoRole, site: Site): DemoCardView {
  const { port } = new URL(site.origin);
  return { role, ...CARDS[role], href: `http://${role}.localhost${port ? `:${port}` : ""}/sign-in?seat=1` };
}
