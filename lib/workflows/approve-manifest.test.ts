import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, makeActor, makeCast, must } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import {
  approveAsOwner,
  askFor,
  enrolPasskey,
  makeSignature,
  type ReadyPacket,
  readyPacket,
  writeParagraph,
} from "../../test/ready-packet.ts";
import type { Actor } from "../auth/actor.ts";
import { hashPassword } from "../auth/password.ts";
import { verifyBundle } from "../bundle/verify-bundle.ts";
import { readNumbers } from "../db/bound-numbers.ts";
import { transaction } from "../db/client.ts";
import { manifestById } from "../db/manifest-store.ts";
import { trustFile } from "../db/trust-store.ts";
import { approveManifest } from "./approve-manifest.ts";
import { askApproval } from "./ask-approval.ts";
import { beginApproval } from "./begin-approval.ts";
import { cutRevision } from "./cut-revision.ts";
import { exportBundle } from "./export-bundle.ts";
import { grantDelegation } from "./grant-delegation.ts";
import { raiseObjection } from "./raise-objection.ts";
import { readRelease } from "./read-release.ts";
import { stateTokenFor } from "./state-token.ts";

let db: TestDatabase;
let cast: Cast;
beforeAll(async () => {
  db = await testDatabase();
  cast = await makeCast();
});

async function stateOf(manifestId: string): Promise<string | undefined> {
  return (await transaction((tx) => manifestById(tx, manifestId)))?.state;
}

async function leavesOf(packetId: string, type: string): Promise<number> {
  return db.db.ledgerLeaf.count({ where: { packetId, type } });
}

function objection(packet: ReadyPacket) {
  return raiseObjection(packet.cast.reviewer, {
    id: randomUUID(),
    packetId: packet.packetId,
    class: "evidence",
    anchor: { kind: "packet" },
    text: "The rehearsal left out the settlement path.",
  });
}

describe("approval", { timeout: 60_000 }, () => {
  it("[AP15] opens a release whose lane reads the very bytes, and whose bundle verifies offline", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    const signed = must(await approveAsOwner(packet, asked.manifestId));
    expect(signed).toMatchObject({ verb: "approve", remaining: [] });
    const releaseId = signed.releaseId ?? "";
    const opened = must(await readRelease(cast.recipient, releaseId));
    expect(opened.revision.storedDigest).toBe(opened.manifest.revisionDigest);
    const bundle = must(await exportBundle(cast.recipient, releaseId));
    const verdict = verifyBundle(bundle.bytes, await transaction(trustFile));
    expect(verdict.verdict, JSON.stringify(verdict)).toBe("verified");
    expect(verdict.release?.closesAt).toBe(opened.release.closesAt.toISOString());
  });

  it("[AP16] uses a challenge once, and refuses an assertion over another statement", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    const owner = cast["release-owner"];
    const at = { manifestId: asked.manifestId, packetId: packet.packetId };
    const one = await makeSignature(owner, packet.ownerKey, at);
    const other = await makeSignature(owner, packet.ownerKey, at);
    const crossed = await approveManifest(owner, { ...one, assertion: other.assertion });
    expect(crossed).toMatchObject({ ok: false, error: { code: "assertion-invalid" } });
    expect(must(await approveManifest(owner, one)).releaseId).not.toBeNull();
    const replayed = await approveManifest(owner, one);
    expect(replayed).toMatchObject({ ok: false });
    expect(await leavesOf(packet.packetId, "released")).toBe(1);
  });

  it("[AP17] refuses whoever contributed, in person or through a delegate, and whoever holds no seat", async () => {
    const packet = await readyPacket({ cast });
    await writeParagraph(packet.documentId, cast["release-owner"], {
      section: 1,
      text: "By the release owner.",
    });
    must(await cutRevision(cast.author, { packetId: packet.packetId }));
    const asked = await askApproval(cast["artifact-owner"], { packetId: packet.packetId });
    expect(asked).toMatchObject({ ok: false, error: { code: "not-ready" } });
    const clean = await readyPacket({ cast });
    const manifest = await askFor(clean);
    const key = await enrolPasskey(cast.author);
    const at = { manifestId: manifest.manifestId, packetId: clean.packetId };
    await expect(makeSignature(cast.author, key, at)).rejects.toThrow("not-found");
    await expect(makeSignature(cast.outsider, key, at)).rejects.toThrow("not-found");
  });

  it("[AP18] refuses a token of numbers that are no longer the packet's", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    const owner = cast["release-owner"];
    const at = { manifestId: asked.manifestId, packetId: packet.packetId };
    const signature = await makeSignature(owner, packet.ownerKey, at);
    must(await objection(packet));
    const refused = await approveManifest(owner, signature);
    expect(refused).toMatchObject({ ok: false, error: { code: "manifest-held" } });
    expect(await stateOf(asked.manifestId)).toBe("held");
    expect(await leavesOf(packet.packetId, "released")).toBe(0);
  });

  it("[AP19] holds, and keeps the hold, where the sequence moved below the machinery", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    await db.db.packet.update({ where: { id: packet.packetId }, data: { stateNumber: { increment: 1 } } });
    const refused = await approveAsOwner(packet, asked.manifestId);
    expect(refused).toMatchObject({ ok: false, error: { code: "manifest-held" } });
    expect(await stateOf(asked.manifestId)).toBe("held");
    expect(await leavesOf(packet.packetId, "manifest held")).toBe(1);
  });

  it("[AP14] takes the password where the lane allows it; the approval says so, and the bundle verifies", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    const owner = cast["release-owner"];
    const passwordHash = await hashPassword("a long enough password");
    await db.db.account.update({ where: { id: owner.id }, data: { passwordHash } });
    const begun = await prepare(packet, asked.manifestId, {
      verb: "approve",
      method: "password",
      reason: null,
    });
    const wrong = await approveManifest(owner, { ...begun, password: "not that one" });
    expect(wrong).toMatchObject({ ok: false, error: { code: "wrong-credentials" } });
    const signed = must(await approveManifest(owner, { ...begun, password: "a long enough password" }));
    const bundle = must(await exportBundle(cast.recipient, signed.releaseId ?? ""));
    const report = verifyBundle(bundle.bytes, await transaction(trustFile));
    expect(report.verdict, JSON.stringify(report)).toBe("verified");
    expect(report.release?.signers).toMatchObject([{ method: "password" }]);
  });

  it("[AP13] keeps a signed decline with its reason, and nobody signs after it", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    const owner = cast["release-owner"];
    const at = { manifestId: asked.manifestId, packetId: packet.packetId };
    const approval = await makeSignature(owner, packet.ownerKey, at);
    const begun = await prepare(packet, asked.manifestId, {
      verb: "decline",
      method: "password",
      reason: "Not yet.",
    });
    const declined = must(await approveManifest(owner, { ...begun, password: "a long enough password" }));
    expect(declined).toMatchObject({ verb: "decline", releaseId: null });
    expect(await stateOf(asked.manifestId)).toBe("declined");
    expect(await approveManifest(owner, approval)).toMatchObject({ ok: false });
    expect(await leavesOf(packet.packetId, "manifest declined")).toBe(1);
  });

  it("[AP21] opens one release to fifty who press at once, each with a valid assertion", async () => {
    const packet = await readyPacket({ cast });
    const delegates = await addDelegates(packet, 9);
    const asked = await askFor(packet);
    const at = { manifestId: asked.manifestId, packetId: packet.packetId };
    const people = [{ actor: cast["release-owner"], key: packet.ownerKey }, ...delegates];
    const signatures = [];
    for (let i = 0; i < 50; i++) {
      const person = people[i % people.length];
      if (person)
        signatures.push({ actor: person.actor, made: await makeSignature(person.actor, person.key, at) });
    }
    const outcomes = await Promise.all(signatures.map(({ actor, made }) => approveManifest(actor, made)));
    expect(outcomes.filter((outcome) => outcome.ok).length).toBe(1);
    expect(await db.db.release.count({ where: { packetId: packet.packetId } })).toBe(1);
    expect(await db.db.approval.count({ where: { packetId: packet.packetId } })).toBe(1);
    expect(await leavesOf(packet.packetId, "released")).toBe(1);
  }, 60_000);
});

async function prepare(
  packet: ReadyPacket,
  manifestId: string,
  how: { readonly verb: "approve" | "decline"; readonly method: "password"; readonly reason: string | null },
) {
  const owner = cast["release-owner"];
  const numbers = await transaction((tx) => readNumbers(tx, packet.packetId));
  const stateToken = stateTokenFor({ id: manifestId, packetId: packet.packetId }, owner, numbers);
  const begun = must(await beginApproval(owner, { manifestId, ...how, stateToken, rpId: "localhost" }));
  return { manifestId, challengeId: begun.challengeId, stateToken };
}

async function addDelegates(packet: ReadyPacket, count: number) {
  const out: { actor: Actor; key: Awaited<ReturnType<typeof enrolPasskey>> }[] = [];
  for (let i = 0; i < count; i++) {
    const actor = await makeActor(`Delegate ${i}`);
    await db.db.member.create({ data: { packetId: packet.packetId, accountId: actor.id, role: "observer" } });
    const lent = await grantDelegation(cast["release-owner"], {
      id: randomUUID(),
      packetId: packet.packetId,
      fromId: cast["release-owner"].id,
      toId: actor.id,
      act: "approve",
      notAfter: new Date(Date.now() + 86_400_000).toISOString(),
    });
    must(lent);
    out.push({ actor, key: await enrolPasskey(actor) });
  }
  return out;
}
