import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { requestOrigin } from "../settings/allowed-host.ts";
import { settings } from "../settings/settings.ts";

/** The site that a request came to: where cookies and passkeys belong. */
export interface Site {
  readonly origin: string;
  /** WebAuthn's RP ID and the host that a session is bound to: the host without its port. */
  readonly rpId: string;
}

/** The site of a Host header, or null where we do not answer to that name. */
export function siteOf(host: string | null | undefined): Site | null {
  const origin = requestOrigin(host ?? undefined, settings());
  return origin === null ? null : { origin, rpId: new URL(origin).hostname };
}

/**
 * Whether a request that changes something came from a page of this workspace: `Origin` must be there and be the
 * very origin that was addressed, and `Sec-Fetch-Site`, where the browser sends it, must agree (AU13).
 */
export function sameOrigin(headers: Pick<Headers, "get">): Outcome<Site> {
  const site = siteOf(headers.get("host"));
  if (site === null || headers.get("origin") !== site.origin) return refuse("bad-origin");
  const fetchSite = headers.get("sec-fetch-site");
  if (fetchSite !== null && fetchSite !== "same-origin") return refuse("bad-origin");
  return ok(site);
}
