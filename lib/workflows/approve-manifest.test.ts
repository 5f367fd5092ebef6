import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { addTextSource, must } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import {
  approveAsOwner,
  askFor,
  makeSignature,
  type ReadyPacket,
  readyPacket,
  writeParagraph,
} from "../../test/ready-packet.ts";
import { verifyBundle } from "../bundle/verify-bundle.ts";
import { transaction } from "../db/client.ts";
import { manifestById } from "../db/manifest-store.ts";
import { trustFile } from "../db/trust-store.ts";
import { addVersion } from "./add-source-version.ts";
import { approveManifest } from "./approve-manifest.ts";
import { askApproval, recheckManifest } from "./ask-approval.ts";
import { changeLane } from "./change-lane.ts";
import { cutRevision } from "./cut-revision.ts";
import { declineManifest } from "./decline-manifest.ts";
import { exportBundle } from "./export-bundle.ts";
import { raiseObjection } from "./raise-objection.ts";
import { readRelease } from "./read-release.ts";
import { reopenPacket } from "./reopen-packet.ts";
import { sweep } from "./sweep.ts";
import { withdrawRelease } from "./withdraw-release.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});

async function standing(manifestId: string) {
  return must({ ok: true, value: await transaction((tx) => manifestById(tx, manifestId)) });
}

describe("cut", () => {
  it("[CF7] returns the head when nothing moved, and makes another revision when something did", async () => {
    const packet = await readyPacket();
    const by = packet.cast.author;
    const first = must(await cutRevision(by, { packetId: packet.packetId }));
    expect(first).toMatchObject({ number: 1, made: true });
    expect(must(await cutRevision(by, { packetId: packet.packetId }))).toEqual({ ...first, made: false });
    await writeParagraph(packet.documentId, by, { section: 0, text: "One more thing." });
    const second = must(await cutRevision(by, { packetId: packet.packetId }));
    expect(second).toMatchObject({ number: 2, made: true });
    expect(second.digest).not.toBe(first.digest);
  });
});

describe("approval", () => {
  let packet: ReadyPacket;
  beforeAll(async () => {
    packet = await readyPacket();
  });

  it("[AP15] opens one release whose lane reads the very bytes, and the bundle verifies offline", async () => {
    const asked = await askFor(packet);
    const signed = must(await approveAsOwner(packet, asked.manifestId));
    expect(signed).toMatchObject({ verb: "approve", remaining: [] });
    const releaseId = signed.releaseId ?? "";
    const opened = must(await readRelease(packet.cast.recipient, releaseId));
    expect(opened.revision.storedDigest).toBe(opened.manifest.revisionDigest);
    const bundle = must(await exportBundle(packet.cast.recipient, releaseId));
    const trust = await transaction(trustFile);
    const verdict = verifyBundle(bundle.bytes, trust);
    expect(verdict, JSON.stringify(verdict)).toMatchObject({ verdict: "verified" });
  });
});
