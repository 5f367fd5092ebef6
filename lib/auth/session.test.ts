import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { encode, type JWT } from "next-auth/jwt";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { must, type PacketFixture, packetFixture } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { BUS_CHANNEL } from "../bus/event-text.ts";
import { transaction } from "../db/client.ts";
import { forgetSettings, settings } from "../settings/settings.ts";
import { changeWorkspaceRole, setAccountStatus } from "../workflows/accounts/change-account.ts";
import { createAccount } from "../workflows/accounts/create-account.ts";
import { changePassword, signOut } from "../workflows/accounts/own-account.ts";
import { setUp } from "../workflows/accounts/set-up.ts";
import { signInDemo, signInLocal } from "../workflows/accounts/sign-in.ts";
import { accessPacket } from "./access.ts";
import type { Actor } from "./actor.ts";
import { actorFromCookieHeader } from "./session.ts";
import {
  readSession,
  SESSION_SECONDS,
  sessionCookieName,
  sessionPayload,
  writeSession,
} from "./session-token.ts";
import { ensureSetupCode } from "./setup.ts";

const HOST = "localhost:3000";
const PASSWORD = "four words make sense";
let db: TestDatabase;
let packet: PacketFixture;
let admin: Actor;

beforeAll(async () => {
  db = await testDatabase();
  packet = await packetFixture();
  admin = packet.cast.admin;
});

async function account(): Promise<{ id: string; email: string }> {
  const id = randomUUID();
  const email = `${id.slice(0, 8)}@example.org`;
  must(await createAccount(admin, { id, name: "Somebody", email, password: PASSWORD }));
  return { id, email };
}

const now = () => Math.floor(Date.now() / 1000);

async function cookieOf(
  signedIn: { id: string; sessionVersion: number },
  host = "localhost",
): Promise<string> {
  const token = await writeSession({ sub: signedIn.id, version: signedIn.sessionVersion, host, at: now() });
  return `${sessionCookieName()}=${token}`;
}

async function seat() {
  const { id, email } = await account();
  const cookie = await cookieOf(must(await signInLocal({ email, password: PASSWORD })));
  const actor = await actorFromCookieHeader(cookie, HOST, "web");
  if (!actor) throw new Error("not signed in");
  return { id, email, cookie, actor };
}

describe("sessions", () => {
  it("[AU10] make an actor of a good cookie at its own host, and of nothing else", async () => {
    const { id, cookie } = await seat();
    const value = cookie.split("=")[1] ?? "";
    const name = sessionCookieName();
    expect(await actorFromCookieHeader(`a=1; ${cookie}; b=2`, HOST)).toMatchObject({ id, through: "collab" });
    for (const bad of [
      undefined,
      "",
      `${name}=`,
      `${name}=${value.slice(0, -2)}`,
      `${cookie}; ${cookie}`,
      `${name}=${"a".repeat(16_000)}`,
      `${name}=%E0%A4%A`,
      `next-auth.state=${value}`,
      await cookieOf({ id, sessionVersion: 1 }, "author.localhost"),
      await cookieOf({ id, sessionVersion: 2 }),
      await cookieOf({ id: randomUUID(), sessionVersion: 1 }),
    ]) {
      expect([bad?.slice(0, 60), await actorFromCookieHeader(bad, HOST)]).toEqual([bad?.slice(0, 60), null]);
    }
    expect(await actorFromCookieHeader(cookie, "evil.example")).toBe(null);
  });

  it("[AU10] take no token of another secret, another purpose, or one that expired", async () => {
    const { id } = await seat();
    const payload = sessionPayload({ sub: id, version: 1, host: "localhost", at: now() });
    const made = async (secret: string, token: JWT, maxAge = 60) =>
      readSession(`${sessionCookieName()}=${await encode({ token, secret, maxAge })}`);
    const { authSecret } = settings();
    expect(await made(authSecret, payload)).toMatchObject({ sub: id });
    expect(await made("another environment's secret, as long", payload)).toBe(null);
    expect(await made(authSecret, { ...payload, use: "state" })).toBe(null);
    expect(await made(authSecret, { ...payload, version: "1" })).toBe(null);
    expect(await made(authSecret, payload, -60)).toBe(null);
    expect(await made(authSecret, { ...payload, at: now() - SESSION_SECONDS })).toBe(null);
  });

  it("[AU10] end with sign-out, a new password and suspension, and tell every process", async () => {
    const out = await seat();
    const listener = new pg.Client({ connectionString: db.appUrl });
    await listener.connect();
    await listener.query(`LISTEN ${BUS_CHANNEL}`);
    const told = once(listener, "notification");
    must(await signOut(out.actor));
    expect(String((await told)[0].payload)).toContain(out.id);
    await listener.end();
    expect(await actorFromCookieHeader(out.cookie, HOST)).toBe(null);

    const changed = await seat();
    const next = "another four words here";
    const again = must(await changePassword(changed.actor, { current: PASSWORD, next }));
    expect(await actorFromCookieHeader(changed.cookie, HOST)).toBe(null);
    expect(await actorFromCookieHeader(await cookieOf(again), HOST)).toMatchObject({ id: changed.id });
    expect(await signInLocal({ email: changed.email, password: PASSWORD })).toMatchObject({ ok: false });

    const suspended = await seat();
    must(await setAccountStatus(admin, { accountId: suspended.id, status: "suspended" }));
    expect(await actorFromCookieHeader(suspended.cookie, HOST)).toBe(null);
    const refused = await signInLocal({ email: suspended.email, password: PASSWORD });
    expect(refused).toEqual({ ok: false, error: { code: "wrong-credentials" } });
    must(await setAccountStatus(admin, { accountId: suspended.id, status: "active" }));
    expect(await actorFromCookieHeader(suspended.cookie, HOST)).toBe(null);
  });

  it("[AU11] are asked after again in the transaction that acts", async () => {
    const stale = { ...packet.cast.author, sessionVersion: 99 };
    const act = await transaction((tx) => accessPacket(tx, stale, packet.packetId, "packet.edit-text"));
    expect(act).toEqual({ ok: false, error: { code: "signed-out" } });
  });
});

describe("signing in", () => {
  it("[AU12] refuses after ten failures of an address, and says the same to those who are right", async () => {
    const { email } = await account();
    for (let attempt = 0; attempt < 10; attempt++) {
      const refused = await signInLocal({ email, password: "not it" });
      expect(refused).toEqual({ ok: false, error: { code: "wrong-credentials" } });
    }
    expect(await signInLocal({ email, password: PASSWORD })).toEqual({
      ok: false,
      error: { code: "too-many" },
    });
    const other = await account();
    expect(await signInLocal({ email: other.email, password: PASSWORD })).toMatchObject({ ok: true });
  }, 60_000);

  it("[AU12] takes one plain address, and no lookalike, second address or novel", async () => {
    for (const email of [
      "a@b.org,c@d.org",
      "somebody＠example.org",
      '"a@b"@example.org',
      `${"a".repeat(10_000)}@example.org`,
      "<b>a</b>@example.org",
      "a@example.org\u0000",
    ]) {
      const refused = await signInLocal({ email, password: PASSWORD });
      expect(refused).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    }
    expect(await signInLocal({ email: { not: "" }, password: PASSWORD })).toMatchObject({ ok: false });
  });

  it("[AU18] gives demo seats in the demo alone, at the role's own host or localhost", async () => {
    await db.query("owner", `UPDATE accounts SET "demoRole" = 'author' WHERE id = $1`, [
      packet.cast.author.id,
    ]);
    const at = (rpId: string) => ({ origin: `http://${rpId}:3000`, rpId });
    const nothing = { ok: false, error: { code: "not-found" } };
    expect(await signInDemo({ role: "author" }, at("localhost"))).toEqual(nothing);
    process.env.COUNTERSIGN_EMBEDDED = "1";
    forgetSettings();
    try {
      expect(await signInDemo({ role: "author" }, at("localhost"))).toMatchObject({ ok: true });
      expect(await signInDemo({ role: "author" }, at("author.localhost"))).toMatchObject({ ok: true });
      expect(await signInDemo({ role: "author" }, at("owner.localhost"))).toEqual(nothing);
      expect(await signInDemo({ role: "author" }, at("countersign.example"))).toEqual(nothing);
      process.env.PUBLIC_URL = "https://countersign.example";
      forgetSettings();
      expect(await signInDemo({ role: "author" }, at("localhost"))).toEqual(nothing);
    } finally {
      delete process.env.COUNTERSIGN_EMBEDDED;
      delete process.env.PUBLIC_URL;
      forgetSettings();
    }
  });
});

describe("accounts", () => {
  it("[AU14] makes the first account once, with the code that was printed last", async () => {
    const first = await ensureSetupCode();
    const code = await ensureSetupCode();
    const given = { name: "First Admin", email: "first@example.org", password: PASSWORD };
    const wrong = { ok: false, error: { code: "setup-code-wrong" } };
    expect(await setUp({ ...given, code: first })).toEqual(wrong);
    expect(await setUp({ ...given, code: "guess" })).toEqual(wrong);
    const both = await Promise.all([
      setUp({ ...given, code }),
      setUp({ ...given, email: "second@example.org", code }),
    ]);
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(both.find((outcome) => !outcome.ok)).toMatchObject({ error: { code: "setup-done" } });
    expect(await ensureSetupCode()).toBe(null);
    const rows = await db.query(
      "owner",
      `SELECT r.role FROM account_roles r JOIN accounts a ON a.id = r."accountId"
       WHERE a.email IN ('first@example.org', 'second@example.org')`,
    );
    expect(rows).toEqual([{ role: "admin" }]);
  });

  it("[AU19] are kept by admins alone, who cannot end the last of themselves", async () => {
    const { id } = await account();
    const asAuthor = await setAccountStatus(packet.cast.author, { accountId: id, status: "suspended" });
    expect(asAuthor).toEqual({ ok: false, error: { code: "not-found" } });
    await db.query(
      "owner",
      `DELETE FROM account_roles WHERE role = 'admin' AND "accountId" <> '${admin.id}'::uuid`,
    );
    const last = { ok: false, error: { code: "state-conflict" } };
    expect(await setAccountStatus(admin, { accountId: admin.id, status: "suspended" })).toMatchObject(last);
    const demoted = await changeWorkspaceRole(admin, { accountId: admin.id, role: "admin", held: false });
    expect(demoted).toMatchObject(last);
  });

  it("[AU19] two admins who suspend each other at once leave one", async () => {
    const other = await seat();
    must(await changeWorkspaceRole(admin, { accountId: other.id, role: "admin", held: true }));
    const both = await Promise.all([
      setAccountStatus(admin, { accountId: other.id, status: "suspended" }),
      setAccountStatus(other.actor, { accountId: admin.id, status: "suspended" }),
    ]);
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1);
    const active = await db.query(
      "owner",
      `SELECT count(*)::int AS n FROM accounts a JOIN account_roles r ON r."accountId" = a.id
       WHERE a.status = 'active' AND r.role = 'admin'`,
    );
    expect(active).toEqual([{ n: 1 }]);
  });
});
