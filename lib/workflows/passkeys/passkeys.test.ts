import { beforeAll, describe, expect, it } from "vitest";
import { softwareAuthenticator } from "../../../test/authenticator.ts";
import { makeCast, must } from "../../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { passkeyEnrolledSubjects } from "../../approvals/leaf-subjects.ts";
import type { Actor } from "../../auth/actor.ts";
import { hashPassword } from "../../auth/password.ts";
import { beginConfirmation } from "./confirm-identity.ts";
import { beginEnrolment, finishEnrolment } from "./enrol-passkey.ts";
import { removePasskey } from "./remove-passkey.ts";
import { beginPasskeySignIn, finishPasskeySignIn } from "./sign-in-with-passkey.ts";

const SITE = { origin: "http://localhost:3000", rpId: "localhost" };
const PRESENCE = { site: SITE, signedInAt: null };
const PASSWORD = "four words make sense";
const REFUSED = { ok: false, error: { code: "assertion-invalid" } };
let db: TestDatabase;
let person: Actor;
let stranger: Actor;

beforeAll(async () => {
  db = await testDatabase();
  const cast = await makeCast();
  person = cast["release-owner"];
  stranger = cast.outsider;
  await db.query("owner", `UPDATE accounts SET "passwordHash" = $1`, [await hashPassword(PASSWORD)]);
});

async function enrol(actor: Actor, key = softwareAuthenticator(SITE)) {
  const begun = must(await beginEnrolment(actor, { proof: { password: PASSWORD } }, PRESENCE));
  const registration = key.register(begun.options.challenge);
  const input = { challengeId: begun.challengeId, label: "Laptop", registration };
  const { passkeyId } = must(await finishEnrolment(actor, input, SITE));
  return { key, passkeyId, input };
}

describe("enrolment", () => {
  it("[AU16] keeps the key and records whose it is, by digest, in the ledger", async () => {
    const { key, passkeyId } = await enrol(person);
    const [row] = await db.query(
      "owner",
      `SELECT p."rpId", p."enrolmentIndex"::text AS at, convert_from(l.bytes, 'UTF8') AS leaf
       FROM passkeys p JOIN ledger_leaves l ON l.index = p."enrolmentIndex" WHERE p.id = $1`,
      [passkeyId],
    );
    expect(row).toMatchObject({ rpId: "localhost" });
    const subjects = passkeyEnrolledSubjects({
      credentialId: key.credentialId,
      publicKey: key.cosePublicKey,
    });
    expect(JSON.parse(String(row?.leaf))).toMatchObject({
      type: "passkey changed",
      actor: person.id,
      subjects,
    });
  });

  it("[AU16] needs a fresh password or passkey, and its challenge is one person's and good once", async () => {
    const wrong = { ok: false, error: { code: "wrong-credentials" } };
    expect(await beginEnrolment(person, { proof: { password: "guess" } }, PRESENCE)).toEqual(wrong);
    const nothing = await beginEnrolment(person, { proof: {} }, PRESENCE);
    expect(nothing).toEqual({ ok: false, error: { code: "fresh-sign-in-needed" } });
    const recent = { site: SITE, signedInAt: Date.now() / 1000 };
    expect(await beginEnrolment(person, { proof: {} }, recent)).toMatchObject({ ok: false });

    const { input } = await enrol(person);
    const again = await finishEnrolment(person, input, SITE);
    expect(again).toEqual({ ok: false, error: { code: "challenge-used" } });
    const begun = must(await beginEnrolment(person, { proof: { password: PASSWORD } }, PRESENCE));
    const key = softwareAuthenticator(SITE);
    const registration = key.register(begun.options.challenge);
    const stolen = { challengeId: begun.challengeId, label: "Mine", registration };
    expect(await finishEnrolment(stranger, stolen, SITE)).toEqual({
      ok: false,
      error: { code: "not-found" },
    });
    await db.query("owner", `UPDATE challenges SET "expiresAt" = now() WHERE id = $1`, [begun.challengeId]);
    const late = await finishEnrolment(person, stolen, SITE);
    expect(late).toEqual({ ok: false, error: { code: "challenge-expired" } });
  });

  it("[AU16] refuses another origin, another challenge, and a credential that somebody has", async () => {
    const begun = must(await beginEnrolment(person, { proof: { password: PASSWORD } }, PRESENCE));
    const elsewhere = softwareAuthenticator({ rpId: "localhost", origin: "http://evil.example" });
    const made = (registration: object) => ({ challengeId: begun.challengeId, label: "x", registration });
    const refused = { ok: false, error: { code: "assertion-invalid" } };
    expect(
      await finishEnrolment(person, made(elsewhere.register(begun.options.challenge)), SITE),
    ).toMatchObject(refused);
    const key = softwareAuthenticator(SITE);
    expect(await finishEnrolment(person, made(key.register("AAAA")), SITE)).toMatchObject(refused);
    const { key: taken } = await enrol(stranger);
    const twice = await finishEnrolment(person, made(taken.register(begun.options.challenge)), SITE);
    expect(twice).toMatchObject({ ok: false, error: { code: "duplicate" } });
  });
});

describe("use", () => {
  it("[AU16] signs in once per challenge, with the user verified, at this site", async () => {
    const { key } = await enrol(person);
    const ask = async () => must(await beginPasskeySignIn(SITE));
    const begun = await ask();
    const assertion = key.assert(begun.options.challenge);
    const done = await finishPasskeySignIn({ challengeId: begun.challengeId, assertion }, SITE);
    expect(done).toMatchObject({ ok: true, value: { id: person.id } });
    const replay = await finishPasskeySignIn({ challengeId: begun.challengeId, assertion }, SITE);
    expect(replay).toEqual({ ok: false, error: { code: "challenge-used" } });
    const wrong = { ok: false, error: { code: "wrong-credentials" } };
    for (const bent of [{ flags: 1 }, { origin: "http://evil.example" }, { type: "webauthn.create" }]) {
      const next = await ask();
      const given = { challengeId: next.challengeId, assertion: key.assert(next.options.challenge, bent) };
      expect(await finishPasskeySignIn(given, SITE)).toEqual(wrong);
    }
    const next = await ask();
    const given = { challengeId: next.challengeId, assertion: key.assert(next.options.challenge) };
    const elsewhere = { origin: "http://author.localhost:3000", rpId: "author.localhost" };
    expect(await finishPasskeySignIn(given, elsewhere)).toEqual(wrong);
  });

  it("[AU16] removes after a fresh confirmation, which no stranger's key gives; then it signs nothing", async () => {
    const { key, passkeyId } = await enrol(person);
    const { key: strangers } = await enrol(stranger);
    const forged = must(await beginConfirmation(person, SITE));
    const forgedProof = {
      challengeId: forged.challengeId,
      assertion: strangers.assert(forged.options.challenge),
    };
    expect(await removePasskey(person, { passkeyId, proof: forgedProof }, PRESENCE)).toEqual(REFUSED);
    const theirs = await removePasskey(stranger, { passkeyId, proof: { password: PASSWORD } }, PRESENCE);
    expect(theirs).toEqual({ ok: false, error: { code: "not-found" } });

    const begun = must(await beginConfirmation(person, SITE));
    const proof = { challengeId: begun.challengeId, assertion: key.assert(begun.options.challenge) };
    must(await removePasskey(person, { passkeyId, proof }, PRESENCE));
    const next = must(await beginPasskeySignIn(SITE));
    const given = { challengeId: next.challengeId, assertion: key.assert(next.options.challenge) };
    expect(await finishPasskeySignIn(given, SITE)).toMatchObject({ ok: false });
    const leaves = await db.query(
      "owner",
      `SELECT convert_from(bytes, 'UTF8') AS leaf FROM ledger_leaves WHERE type = 'passkey changed' ORDER BY index DESC LIMIT 1`,
    );
    expect(JSON.parse(String(leaves[0]?.leaf)).subjects).toHaveProperty("removedCredential");
  });
});
