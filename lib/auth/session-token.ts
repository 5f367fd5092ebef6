// The session cookie: next-auth's encrypted JWT (A256GCM) under AUTH_SECRET, with nothing in it but whose session it
// is, the version that the database can revoke, and the host that it was made for.

import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { settings } from "../settings/settings.ts";

/** Seconds that a session lasts. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** What a session says. `host` is the host name (no port) that it was made for. */
export interface SessionClaims {
  readonly sub: string;
  readonly version: number;
  readonly host: string;
  /** When the person signed in, in seconds since 1970; renewing the token does not move it. */
  readonly at: number;
}

const MAX_COOKIE_CHARS = 8_192;
const claims = z.object({
  use: z.literal("session"),
  sub: z.uuid(),
  version: z.int().min(1),
  host: z.string().min(1),
  at: z.int().min(0),
});

/** Whether cookies are for https only. */
export function secureCookies(): boolean {
  return settings().publicUrl.startsWith("https://");
}

/** The session cookie's name, as next-auth would choose it. */
export function sessionCookieName(): string {
  return secureCookies() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

/** How the session cookie is set. No domain: it goes to the one host that set it. */
export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: secureCookies() } as const;
}

/** The claims as they stand in the token; `use` keeps next-auth's other tokens from being taken for a session. */
export function sessionPayload(session: SessionClaims): Record<string, string | number> {
  const { sub, version, host, at } = session;
  return { use: "session", sub, version, host, at };
}

/** A new session token. */
export function writeSession(session: SessionClaims): Promise<string> {
  return encode({
    token: sessionPayload(session),
    secret: settings().authSecret,
    maxAge: SESSION_SECONDS,
  });
}

/**
 * The session of a Cookie header, or null: none, two of that name, cut short, made with another secret or for
 * another purpose, or expired. Never throws for what a client sent.
 */
export async function readSession(cookieHeader: string | null | undefined): Promise<SessionClaims | null> {
  const token = soleCookie(cookieHeader ?? "", sessionCookieName());
  if (token === null) return null;
  const payload = await decode({ token, secret: settings().authSecret }).catch(() => null);
  const parsed = claims.safeParse(payload);
  // next-auth gives a token a new expiry whenever its session is asked for; what counts is when somebody signed in.
  const isOver = (at: number) => at + SESSION_SECONDS <= Math.floor(Date.now() / 1000);
  return parsed.success && !isOver(parsed.data.at) ? parsed.data : null;
}

/** The value of the one cookie of that name; null where there is none or more than one. */
function soleCookie(header: string, name: string): string | null {
  if (header.length > MAX_COOKIE_CHARS) return null;
  const values = header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? (values[0] ?? null) : null;
}
