// Setting and clearing the session cookie of the request that is being answered. Inside Next only.

import { cookies, headers } from "next/headers.js";
import type { Outcome } from "../refusals/refusal.ts";
import { type Site, sameOrigin, siteOf } from "./origin.ts";
import {
  readSession,
  SESSION_SECONDS,
  sessionCookieName,
  sessionCookieOptions,
  writeSession,
} from "./session-token.ts";

/** The site that the request being answered came to, or null where we do not answer to that name. */
export async function requestSite(): Promise<Site | null> {
  return siteOf((await headers()).get("host"));
}

/**
 * The site of an action's request, or `bad-origin` where it did not come from a page of that very site (AU13). Next
 * itself lets an action through that names no Origin, and compares with a header that a proxy may have set.
 */
export async function actionSite(): Promise<Outcome<Site>> {
  return sameOrigin(await headers());
}

/** Signs the account in on this site. A session that was there before is replaced: nothing of it is kept. */
export async function setSession(
  account: { readonly id: string; readonly sessionVersion: number },
  site: Site,
): Promise<void> {
  const at = Math.floor(Date.now() / 1000);
  const token = await writeSession({
    sub: account.id,
    version: account.sessionVersion,
    host: site.rpId,
    at,
  });
  const jar = await cookies();
  jar.set(sessionCookieName(), token, { ...sessionCookieOptions(), maxAge: SESSION_SECONDS });
}

/** Takes the session cookie away. */
export async function clearSession(): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
}

/** When the session of the request being answered began, in seconds since 1970, or null where there is none. */
export async function signedInAt(): Promise<number | null> {
  const session = await readSession((await headers()).get("cookie"));
  return session?.at ?? null;
}
