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
import { verifyBundle } from "../bundle/verify-bundle.ts";
import { transaction } from "../db/client.ts";
import { manifestById } from "../db/manifest-store.ts";
import { trustFile } from "../db/trust-store.ts";
import { approveManifest } from "./approve-manifest.ts";
import { askApproval, recheckManifest } from "./ask-approval.ts";
import { cutRevision } from "./cut-revision.ts";
import { declineManifest } from "./decline-manifest.ts";
import { exportBundle } from "./export-bundle.ts";
import { grantDelegation } from "./grant-delegation.ts";
import { raiseObjection } from "./raise-objection.ts";
import { readRelease } from "./read-release.ts";
import { reopenPacket } from "./reopen-packet.ts";
import { setLane } from "./set-lane.ts";
import { sweep } from "./sweep.ts";
import { withdrawRelease } from "./withdraw-release.ts";

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

describe("cut", () => {
  it("[CF7] returns the head when nothing moved, and makes another revision when something did", async () => {
    const packet = await readyPacket({ cast });
    const by = packet.cast.author;
    const first = must(await cutRevision(by, { packetId: packet.packetId }));
    expect(first).toMatchObject({ number: 1, made: true });
    expect(must(await cutRevision(by, { packetId: packet.packetId }))).toEqual({ ...first, made: false });
    await writeParagraph(packet.documentId, by, { section: 0, text: "One more thing." });
    const second = must(await cutRevision(by, { packetId: packet.packetId }));
    expect(second).toMatchObject({ number: 2, made: true });
    expect(second.digest).not.toBe(first.digest);
  });

  it("[CF12] gives one revision to two who cut at once", async () => {
    const packet = await readyPacket({ cast });
    const cuts = await Promise.all([
      cutRevision(packet.cast.author, { packetId: packet.packetId }),
      cutRevision(packet.cast["artifact-owner"], { packetId: packet.packetId }),
    ]);
    const made = cuts.map(must);
    expect(new Set(made.map((cut) => cut.digest)).size).toBe(1);
    expect(made.filter((cut) => cut.made).length).toBe(1);
    expect(await leavesOf(packet.packetId, "cut")).toBe(1);
  });

  it("[CF13] keeps the name that somebody had when they were first named", async () => {
    const packet = await readyPacket({ cast });
    const first = must(await cutRevision(packet.cast.author, { packetId: packet.packetId }));
    await db.db.account.update({ where: { id: cast.author.id }, data: { name: "Renamed" } });
    const again = must(await cutRevision(packet.cast.author, { packetId: packet.packetId }));
    await db.db.account.update({ where: { id: cast.author.id }, data: { name: cast.author.name } });
    expect(again).toEqual({ ...first, made: false });
  });
});

describe("ask", () => {
  it("[RL10] refuses while a check holds, and says which", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askApproval(packet.cast["artifact-owner"], { packetId: packet.packetId });
    expect(asked).toMatchObject({ ok: false, error: { code: "not-ready" } });
  });

  it("[RL11] freezes the text: an edit is refused by the statement that would keep it", async () => {
    const packet = await readyPacket({ cast });
    await askFor(packet);
    const doc = { section: 0, text: "Too late." };
    const row = await db.db.packet.findUniqueOrThrow({ where: { id: packet.packetId } });
    expect(row.state).toBe("frozen");
    expect(await reopenPacket(cast["artifact-owner"], { packetId: packet.packetId })).toMatchObject({
      ok: true,
    });
    expect(await writeParagraph(packet.documentId, cast.author, doc)).toBe("appended");
  });

  it("[RL12] refuses a second request while one is pending", async () => {
    const packet = await readyPacket({ cast });
    await askFor(packet);
    const again = await askApproval(packet.cast["artifact-owner"], { packetId: packet.packetId });
    expect(again).toMatchObject({ ok: false, error: { code: "state-conflict" } });
  });
});

describe("approval", () => {
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

describe("decline, re-check, ask anew", () => {
  it("[RL13] unfreezes on a decline with its reason, and takes the next cut", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    must(
      await declineManifest(cast["release-owner"], {
        manifestId: asked.manifestId,
        reason: "Name the train.",
      }),
    );
    expect(await stateOf(asked.manifestId)).toBe("declined");
    expect(await writeParagraph(packet.documentId, cast.author, { section: 0, text: "Train 26.4." })).toBe(
      "appended",
    );
    const second = await askFor(packet);
    expect(second).toMatchObject({ number: 2, revisionNumber: 2 });
    expect(must(await approveAsOwner(packet, second.manifestId)).releaseId).not.toBeNull();
  });

  it("[RL14] lets a held manifest return only where the packet gives every binding again", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    must(
      await setLane(cast["artifact-owner"], {
        packetId: packet.packetId,
        laneId: packet.laneId,
        windowHours: 24,
      }),
    );
    expect(await stateOf(asked.manifestId)).toBe("held");
    const other = await recheckManifest(cast["artifact-owner"], { packetId: packet.packetId });
    expect(other).toMatchObject({ ok: false, error: { code: "manifest-held" } });
    must(
      await setLane(cast["artifact-owner"], {
        packetId: packet.packetId,
        laneId: packet.laneId,
        windowHours: 72,
      }),
    );
    must(await recheckManifest(cast["artifact-owner"], { packetId: packet.packetId }));
    expect(await stateOf(asked.manifestId)).toBe("pending");
    expect(must(await approveAsOwner(packet, asked.manifestId)).releaseId).not.toBeNull();
  });

  it("[RL15] supersedes a held manifest with the same revision where only the window moved", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    must(
      await setLane(cast["artifact-owner"], {
        packetId: packet.packetId,
        laneId: packet.laneId,
        windowHours: 24,
      }),
    );
    const anew = await askFor(packet);
    expect(anew.revisionNumber).toBe(1);
    expect(await stateOf(asked.manifestId)).toBe("superseded");
    expect(await stateOf(anew.manifestId)).toBe("pending");
  });
});

describe("release", () => {
  it("[RL1] is refused to an outsider as if it were not there, with one leaf an hour and a count", async () => {
    const packet = await readyPacket({ cast });
    const releaseId = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    const refused = await readRelease(cast.outsider, releaseId);
    const missing = await readRelease(cast.outsider, randomUUID());
    expect(refused).toEqual(missing);
    await readRelease(cast.outsider, releaseId);
    await readRelease(cast.outsider, releaseId);
    const rows = await db.db.refusedAttempt.findMany({ where: { releaseId } });
    expect(rows).toMatchObject([{ accountId: cast.outsider.id, count: 3, reason: "not a recipient" }]);
    expect(await leavesOf(packet.packetId, "delivery refused")).toBe(1);
  });

  it("[RL3] closes at its exact time by the database's clock, before any sweep", async () => {
    const packet = await readyPacket({ cast });
    const releaseId = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    must(await readRelease(cast.recipient, releaseId));
    await db.query("owner", 'ALTER TABLE "releases" DISABLE TRIGGER "insert_only"');
    await db.query(
      "owner",
      `UPDATE "releases" SET "closesAt" = clock_timestamp(), "opensAt" = "opensAt" - interval '1 day' WHERE "id" = $1`,
      [releaseId],
    );
    await db.query("owner", 'ALTER TABLE "releases" ENABLE ALWAYS TRIGGER "insert_only"');
    expect(await readRelease(cast.recipient, releaseId)).toMatchObject({ error: { code: "release-closed" } });
    expect((await sweep()).expired).toBe(1);
    expect(await leavesOf(packet.packetId, "release expired")).toBe(1);
    expect((await sweep()).expired).toBe(0);
  });

  it("[RL7] is superseded by the next one, and withdrawn with a reason by its owner alone", async () => {
    const packet = await readyPacket({ cast });
    const first = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    await writeParagraph(packet.documentId, cast.author, { section: 0, text: "Second edition." });
    const second = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    expect(await readRelease(cast.recipient, first)).toMatchObject({ error: { code: "release-superseded" } });
    must(await readRelease(cast.recipient, second));
    const byAuthor = await withdrawRelease(cast.author, { releaseId: second, reason: "No." });
    expect(byAuthor).toMatchObject({ error: { code: "not-found" } });
    must(
      await withdrawRelease(cast["release-owner"], { releaseId: second, reason: "A merchant was named." }),
    );
    expect(await readRelease(cast.recipient, second)).toMatchObject({ error: { code: "release-withdrawn" } });
  });

  it("[RL8] opens nothing when one stored byte changed", async () => {
    const packet = await readyPacket({ cast });
    const releaseId = must(await approveAsOwner(packet, (await askFor(packet)).manifestId)).releaseId ?? "";
    await db.query("owner", 'ALTER TABLE "revisions" DISABLE TRIGGER "insert_only"');
    await db.query(
      "owner",
      `UPDATE "revisions" SET "bytes" = convert_to(replace(convert_from("bytes", 'UTF8'), 'What section', 'Whet section'), 'UTF8') WHERE "packetId" = $1`,
      [packet.packetId],
    );
    await db.query("owner", 'ALTER TABLE "revisions" ENABLE ALWAYS TRIGGER "insert_only"');
    expect(await readRelease(cast.recipient, releaseId)).toMatchObject({
      error: { code: "integrity-failed" },
    });
  });
});
