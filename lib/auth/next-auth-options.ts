// next-auth: sign-in at an organisation's OpenID Connect issuer, and the cookie that all sign-ins share. Local, demo
// and passkey sign-in are workflows that set the same cookie. Rules: AU10, AU15.

import type { NextAuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { accountById, accountByIdentity } from "../db/account-store.ts";
import { database } from "../db/client.ts";
import { type OidcSettings, settings } from "../settings/settings.ts";
import { callbackPath } from "./callback-path.ts";
import type { OidcIdentity, SignInByIdentity } from "./oidc-identity.ts";
import {
  SESSION_SECONDS,
  secureCookies,
  sessionCookieName,
  sessionCookieOptions,
  sessionPayload,
} from "./session-token.ts";

type Profile = Readonly<Record<string, unknown>>;

/**
 * The options of the one next-auth handler. `signIn` is the workflow that answers a first or later sign-in by
 * identity; authority code does not know workflows, so the route hands it in.
 */
export function nextAuthOptions(signIn: SignInByIdentity): NextAuthOptions {
  const { oidc, authSecret, publicUrl } = settings();
  // next-auth takes its own address from here and nowhere else; a Host or X-Forwarded-Host header has no say.
  process.env.NEXTAUTH_URL = publicUrl;
  return {
    secret: authSecret,
    providers: oidc ? [oidcProvider(oidc)] : [],
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    useSecureCookies: secureCookies(),
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    logger: { error: logFailure, warn: () => undefined, debug: () => undefined },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-out" },
    callbacks: {
      async signIn({ account, profile }) {
        const identity = oidc && account?.provider === "oidc" ? identityOf(oidc, profile) : null;
        if (identity === null) return false;
        const outcome = await signIn(identity);
        return outcome.ok || `/sign-in?error=${outcome.error.code}`;
      },
      async jwt({ token, account, profile }) {
        if (!account) return token;
        const identity = oidc && identityOf(oidc, profile);
        return identity ? await sessionOf(identity, publicUrl) : {};
      },
      async session({ session, token }) {
        return (await isCurrent(token))
          ? { expires: session.expires, user: {} }
          : { expires: new Date(0).toISOString() };
      },
      redirect: ({ url, baseUrl }) => Promise.resolve(`${baseUrl}${callbackPath(pathOf(url, baseUrl))}`),
    },
  };
}

function oidcProvider(oidc: OidcSettings): OAuthConfig<Profile> {
  return {
    id: "oidc",
    name: "single sign-on",
    type: "oauth",
    wellKnown: `${oidc.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    idToken: true,
    userinfo: { request: verifiedClaims },
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    // Only the subject matters here; address and name are read from the verified token in `identityOf`.
    profile: (profile) => ({ id: String(profile.sub) }),
  };
}

type UserinfoHandler = Extract<OAuthConfig<Profile>["userinfo"], object>;
type UserinfoContext = Parameters<NonNullable<UserinfoHandler["request"]>>[0];

/**
 * The claims of the verified ID token, with those of the issuer's userinfo where it has one: an issuer need not put
 * address and name into the token. openid-client refuses a userinfo of another subject.
 */
async function verifiedClaims({ client, tokens }: UserinfoContext): Promise<Profile & { sub: string }> {
  // At run time it is openid-client's own TokenSet, whose ID token has been verified; the type says less.
  const set = tokens as Extract<Parameters<typeof client.userinfo>[0], object>;
  const claims = set.claims();
  if (!client.issuer.metadata.userinfo_endpoint) return claims;
  return { ...(await client.userinfo(set)), ...claims };
}

/** Who the verified ID token is about, or null where it names no subject. */
function identityOf(oidc: OidcSettings, profile: unknown): OidcIdentity | null {
  const claims = (profile ?? {}) as Profile;
  const { sub, email, name } = claims;
  if (typeof sub !== "string" || sub === "") return null;
  return {
    issuer: oidc.issuer,
    subject: sub,
    email: typeof email === "string" ? email : null,
    name: typeof name === "string" ? name : null,
  };
}

async function sessionOf(identity: OidcIdentity, publicUrl: string): Promise<JWT> {
  const account = await accountByIdentity(database(), identity.issuer, identity.subject);
  if (account === null) return {};
  return sessionPayload({
    sub: account.id,
    version: account.sessionVersion,
    host: new URL(publicUrl).hostname,
    at: Math.floor(Date.now() / 1000),
  });
}

async function isCurrent(token: JWT): Promise<boolean> {
  if (token.use !== "session" || typeof token.sub !== "string") return false;
  const account = await accountById(database(), token.sub);
  return account?.status === "active" && account.sessionVersion === token.version;
}

/** Says on the server what failed at the issuer, without states, codes or tokens, which are long and opaque. */
function logFailure(code: string, metadata: unknown): void {
  const message = (metadata as { readonly message?: unknown } | undefined)?.message;
  const words = typeof message === "string" ? message.replace(/[A-Za-z0-9_.~+/=-]{20,}/g, "…") : "";
  console.warn(`Sign-in at the issuer: ${code} ${words.slice(0, 300)}`);
}

/** The path of an address of our own, or null. */
function pathOf(url: string, baseUrl: string): string | null {
  if (url.startsWith("/")) return url;
  return url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : null;
}
