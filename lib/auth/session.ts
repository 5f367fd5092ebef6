// From a cookie to an actor: the token says who, the database says whether that still holds. Rules: AU10, AU11.

import { accountById } from "../db/account-store.ts";
import { database } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { type Actor, type Door, WORKSPACE_ROLES } from "./actor.ts";
import { siteOf } from "./origin.ts";
import { readSession } from "./session-token.ts";

/**
 * The actor of a Cookie header that came to this host, or null: no session, one of another host, a suspended
 * account, or a session that was revoked. Asks the database each time.
 */
export async function actorFromCookieHeader(
  cookie: string | null | undefined,
  host: string | null | undefined,
  through: Door = "collab",
): Promise<Actor | null> {
  const site = siteOf(host);
  const session = await readSession(cookie);
  if (site === null || session === null || session.host !== site.rpId) return null;
  const account = await accountById(database(), session.sub);
  if (account?.status !== "active" || account.sessionVersion !== session.version) return null;
  const held = new Set(account.roles.map((row) => row.role));
  return {
    kind: "person",
    id: account.id,
    name: account.name,
    email: account.email,
    workspaceRoles: WORKSPACE_ROLES.filter((role) => held.has(role)),
    sessionVersion: account.sessionVersion,
    through,
  };
}

/** The actor of the request that a page, action or route is answering, or null where nobody is signed in. */
export async function currentActor(through: "web" | "api" = "web"): Promise<Actor | null> {
  // Loaded here, not above: the collab server uses this module outside Next.
  const { headers } = await import("next/headers.js");
  const asked = await headers();
  return actorFromCookieHeader(asked.get("cookie"), asked.get("host"), through);
}

/** `currentActor`, with `signed-out` where there is none. */
export async function requestActor(through: "web" | "api" = "web"): Promise<Outcome<Actor>> {
  const actor = await currentActor(through);
  return actor ? ok(actor) : refuse("signed-out");
}
