import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuthModule from "next-auth";
import { Provider } from "oidc-provider";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeCast } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { forgetSettings } from "../settings/settings.ts";
import { signInByIdentity } from "../workflows/accounts/sign-in-oidc.ts";
import { nextAuthOptions } from "./next-auth-options.ts";
import { actorFromCookieHeader } from "./session.ts";

// next-auth is CommonJS: what a bundler calls its default is one level further down here.
const NextAuth = ((NextAuthModule as unknown as { default?: unknown }).default ??
  NextAuthModule) as typeof NextAuthModule;

const PEOPLE: Readonly<Record<string, { email: string; name: string }>> = {
  "subject-1": { email: "ada@example.org", name: "Ada" },
  "subject-2": { email: "author@example.org", name: "Somebody Else" },
  "subject-3": { email: "not one address", name: "Bob\u202e" },
};

let db: TestDatabase;
let issuer: Server;
let app: Server;
let appUrl = "";
let loginAs = "subject-1";

beforeAll(async () => {
  db = await testDatabase();
  await makeCast();
  app = createServer((request, response) => void nextAuthRequest(request, response));
  appUrl = `http://localhost:${await listening(app)}`;
  issuer = createServer();
  const issuerUrl = `http://localhost:${await listening(issuer)}`;
  issuer.on("request", provider(issuerUrl, `${appUrl}/api/auth/callback/oidc`).callback());
  Object.assign(process.env, {
    PUBLIC_URL: appUrl,
    OIDC_ISSUER: issuerUrl,
    OIDC_CLIENT_ID: "countersign",
    OIDC_CLIENT_SECRET: "a secret of the two",
  });
  forgetSettings();
});

afterAll(() => {
  for (const server of [app, issuer]) {
    server.closeAllConnections();
    server.close();
  }
  for (const name of ["PUBLIC_URL", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
    delete process.env[name];
  forgetSettings();
});

async function listening(server: Server): Promise<number> {
  server.listen(0, "localhost");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A real OpenID provider that lets `loginAs` in without asking. */
function provider(url: string, redirectUri: string): Provider {
  const made = new Provider(url, {
    clients: [
      { client_id: "countersign", client_secret: "a secret of the two", redirect_uris: [redirectUri] },
    ],
    claims: { openid: ["sub"], email: ["email"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["only in this test"] },
    ttl: { Session: 60, Interaction: 60, Grant: 60, AccessToken: 60, IdToken: 60 },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...PEOPLE[sub] }) }),
    async loadExistingGrant(ctx) {
      const accountId = ctx.oidc.session?.accountId;
      const grant = new ctx.oidc.provider.Grant({ clientId: "countersign", accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  made.use(async (ctx, next) => {
    if (!ctx.path.startsWith("/interaction/")) return next();
    await made.interactionFinished(ctx.req, ctx.res, { login: { accountId: loginAs } });
    ctx.respond = false;
  });
  return made;
}

/** next-auth as the route has it, without Next around it. */
async function nextAuthRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", appUrl);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const query: Record<string, string | string[]> = Object.fromEntries(url.searchParams);
  query.nextauth = url.pathname.replace("/api/auth/", "").split("/");
  const cookies = Object.fromEntries(
    (request.headers.cookie ?? "").split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
    }),
  );
  const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString("utf8")));
  const asked = Object.assign(request, { query, cookies, body });
  const answer = Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return answer;
    },
    json(value: unknown) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(value));
    },
    send: (value: unknown) => response.end(typeof value === "string" ? value : JSON.stringify(value)),
  });
  const handler = NextAuth(nextAuthOptions(signInByIdentity));
  await handler(asked as unknown as NextApiRequest, answer as unknown as NextApiResponse);
}

/** A browser with cookies for the two hosts, which follows redirects by hand. */
class Browser {
  readonly jar = new Map<string, string>();

  cookieHeader(origin: string): string {
    return [...this.jar]
      .filter(([key]) => key.startsWith(`${origin} `))
      .map(([key, value]) => `${key.slice(origin.length + 1)}=${value}`)
      .join("; ");
  }

  async go(address: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(address);
    const headers = new Headers(init.headers);
    headers.set("cookie", this.cookieHeader(origin));
    const response = await fetch(address, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      this.jar.set(`${origin} ${pair.slice(0, at)}`, pair.slice(at + 1));
    }
    return response;
  }

  /** Follows redirects until a page of the application; gives its address. */
  async follow(address: string): Promise<string> {
    let at = address;
    for (let hop = 0; hop < 12; hop++) {
      const path = new URL(at).pathname;
      if (at.startsWith(appUrl) && !path.startsWith("/api/auth/")) return at;
      const response = await this.go(at);
      const next = response.headers.get("location");
      if (!next) throw new Error(`${at} answered ${response.status}: ${await response.text()}`);
      at = new URL(next, at).toString();
    }
    throw new Error("too many redirects");
  }

  /** Begins at the sign-in button; gives the address of the issuer. */
  async begin(callbackUrl: string): Promise<string> {
    const { csrfToken } = (await (await this.go(`${appUrl}/api/auth/csrf`)).json()) as { csrfToken: string };
    const response = await this.go(`${appUrl}/api/auth/signin/oidc`, {
      method: "POST",
      body: new URLSearchParams({ csrfToken, callbackUrl, json: "true" }),
    });
    return ((await response.json()) as { url: string }).url;
  }

  actor() {
    return actorFromCookieHeader(this.cookieHeader(appUrl), new URL(appUrl).host, "web");
  }
}

async function signIn(subject: string, callbackUrl = "/packets?mine=1") {
  loginAs = subject;
  const browser = new Browser();
  const landed = await browser.follow(await browser.begin(callbackUrl));
  return { browser, landed, actor: await browser.actor() };
}

describe("sign-in at an issuer", () => {
  it("[AU15] makes an account at the first time, records it, and knows it at the second", async () => {
    const first = await signIn("subject-1");
    expect(first.landed).toBe(`${appUrl}/packets?mine=1`);
    expect(first.actor).toMatchObject({ name: "Ada", email: "ada@example.org", workspaceRoles: [] });
    const second = await signIn("subject-1");
    expect(second.actor?.id).toBe(first.actor?.id);
    const leaves = await db.query(
      "owner",
      `SELECT 1 FROM ledger_leaves WHERE type = 'account changed' AND "actorId" = $1`,
      [first.actor?.id],
    );
    expect(leaves).toHaveLength(1);
  });

  it("[AU15] never joins an identity to an account by its address", async () => {
    await db.query(
      "owner",
      `INSERT INTO accounts (id, email, name) VALUES ($1, 'author@example.org', 'The Author')`,
      [randomUUID()],
    );
    const taken = await signIn("subject-2");
    expect(taken.landed).toBe(`${appUrl}/sign-in?error=email-taken`);
    expect(taken.actor).toBe(null);
  });

  it("[AU15] takes nothing unreadable from the issuer into a record", async () => {
    const { actor } = await signIn("subject-3");
    expect(actor?.email).toMatch(/^[0-9a-f]{24}@no-address\.invalid$/);
    expect(actor?.name).toBe(actor?.email);
  });

  it("[AU15] refuses a suspended account, and ends its session", async () => {
    const { actor, browser } = await signIn("subject-1");
    await db.query("owner", `UPDATE accounts SET status = 'suspended' WHERE id = $1`, [actor?.id]);
    expect(await browser.actor()).toBe(null);
    const again = await signIn("subject-1");
    expect(again.landed).toBe(`${appUrl}/sign-in?error=wrong-credentials`);
    expect(again.actor).toBe(null);
    await db.query("owner", `UPDATE accounts SET status = 'active' WHERE id = $1`, [actor?.id]);
  });

  it("[AU17] goes back to our own paths only", async () => {
    for (const asked of [
      "//evil.example",
      "https://evil.example/",
      "javascript:alert(1)",
      "/\\evil.example",
    ]) {
      expect((await signIn("subject-1", asked)).landed).toBe(`${appUrl}/`);
    }
  });

  it("[AU15] refuses another browser's answer, or one without its state, and logs no secret", async () => {
    const logged = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    loginAs = "subject-1";
    const victim = new Browser();
    const attacker = new Browser();
    let at = await attacker.begin("/");
    while (!at.startsWith(`${appUrl}/api/auth/callback`)) {
      const response = await attacker.go(at);
      at = new URL(response.headers.get("location") ?? "", at).toString();
    }
    await victim.begin("/");
    const landed = await victim.follow(at);
    expect(new URL(landed).searchParams.get("error")).toBe("OAuthCallback");
    expect(await victim.actor()).toBe(null);
    const bare = new URL(at);
    bare.searchParams.delete("state");
    expect(await attacker.follow(bare.toString())).toContain("error=OAuthCallback");
    // What is said of it on the server holds neither state nor code.
    const said = logged.mock.calls.flat().join("\n");
    expect(said).toContain("OAUTH_CALLBACK_ERROR");
    expect(said).not.toContain(bare.searchParams.get("code"));
    expect(said).not.toContain(new URL(at).searchParams.get("state"));
  });
});
