import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { verifyEd25519 } from "../approvals/signatures.ts";
import { fromBase64, fromHex, fromUtf8, toHex } from "../kernel/bytes.ts";
import { saltedDigest } from "../kernel/digest.ts";
import { verifyCheckpoint } from "../ledger/checkpoint.ts";
import { parseLeaf } from "../ledger/event.schema.ts";
import { leafHash, rootOf, verifyConsistency, verifyInclusion } from "../ledger/merkle.ts";
import { newAnnexKey } from "../signing/annex-keys.ts";
import { ledgerKey } from "../signing/workspace-keys.ts";
import { transaction } from "./client.ts";
import { auditLedger } from "./ledger-audit.ts";
import {
  consistencyProof,
  eraseText,
  inclusionProof,
  readLeaves,
  record,
  signCheckpoint,
} from "./ledger-store.ts";
import { ensureWorkspace, pinTrust, trustFile } from "./trust-store.ts";

const ACTOR = { id: "00000000-0000-4000-8000-000000000001", through: "web" } as const;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await transaction((tx) => ensureWorkspace(tx, { name: "Test", demo: false }));
  await transaction((tx) => pinTrust(tx, [{ rpId: "localhost", origin: "http://localhost:3000" }]));
});

async function allLeaves() {
  return database.db.ledgerLeaf.findMany({ orderBy: { index: "asc" } });
}

/** The head's root is the root over all leaves, and indexes run without a gap. */
async function expectSound() {
  const leaves = await allLeaves();
  const head = await database.db.ledgerHead.findUniqueOrThrow({ where: { id: 1 } });
  expect(leaves.map((leaf) => Number(leaf.index))).toEqual(leaves.map((_, i) => i));
  expect(leaves.every((leaf) => toHex(leafHash(leaf.bytes)) === toHex(leaf.leafHash))).toBe(true);
  expect(head.root).toBe(toHex(rootOf(leaves.map((leaf) => leaf.leafHash))));
  expect(Number(head.size)).toBe(leaves.length);
  return leaves;
}

describe("recording", () => {
  it("[LG13] gives 50 parallel acts 50 indexes without a gap, in the order of time", async () => {
    const before = (await allLeaves()).length;
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        transaction((tx) => record(tx, { type: "ready", actor: ACTOR, text: { n: i } })),
      ),
    );
    const leaves = await expectSound();
    expect(leaves.length).toBe(before + 50);
    const times = leaves.map((leaf) => leaf.at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("[LG14] leaves nothing of an act that is rolled back", async () => {
    const before = await expectSound();
    await expect(
      transaction(async (tx) => {
        await record(tx, { type: "drill", actor: null });
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect((await expectSound()).length).toBe(before.length);
    const { index } = await transaction((tx) => record(tx, { type: "drill", actor: null }));
    expect(Number(index)).toBe(before.length);
  });

  it("[LG13] never goes back in time, even where the database's clock did", async () => {
    await database.query("owner", `UPDATE ledger_head SET "lastAt" = now() + interval '1 hour'`);
    const late = await transaction((tx) => record(tx, { type: "drill", actor: null }));
    const later = await transaction((tx) => record(tx, { type: "drill", actor: null }));
    expect(later.at.getTime()).toBeGreaterThanOrEqual(late.at.getTime());
    expect(late.at.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it("[LG15] cannot be changed by the application's role, nor by the owner", async () => {
    for (const role of ["app", "owner"] as const) {
      for (const table of ["ledger_leaves", "ledger_checkpoints"]) {
        await expect(database.query(role, `DELETE FROM ${table}`)).rejects.toThrow();
        await expect(database.query(role, `TRUNCATE ${table}`)).rejects.toThrow();
      }
      await expect(database.query(role, `UPDATE ledger_leaves SET type = 'drill'`)).rejects.toThrow();
    }
  });
});

describe("words beside a leaf", () => {
  it("[LG8] are bound by a salted digest, and can be erased while the leaf stays", async () => {
    const { index } = await transaction((tx) =>
      record(tx, { type: "objection raised", actor: ACTOR, text: { title: "No source" } }),
    );
    const row = await database.db.ledgerText.findUniqueOrThrow({ where: { index } });
    const [stored] = await transaction((tx) => readLeaves(tx, { limit: 1 }));
    const leaf = parseLeaf(stored?.bytes ?? new Uint8Array());
    expect(leaf.ok && leaf.value.textDigest).toBe(saltedDigest(row.salt, row.content));
    expect(fromUtf8(stored?.words ?? new Uint8Array())).toBe('{"text":{"title":"No source"}}');
    await transaction((tx) => eraseText(tx, index));
    const [erased] = await transaction((tx) => readLeaves(tx, { limit: 1 }));
    expect(erased?.words).toBeNull();
    expect(erased?.bytes).toEqual(stored?.bytes);
  });

  it("[LG9] of an annex show time and packet only, and open to the cleared alone", async () => {
    const packetId = "00000000-0000-4000-8000-0000000000aa";
    await database.db.packet.create({
      data: {
        id: packetId,
        slug: "p",
        title: "P",
        kindKey: "k",
        kindDigest: "0".repeat(64),
        artifactOwnerId: ACTOR.id,
        createdById: ACTOR.id,
      },
    });
    const key = newAnnexKey();
    const { id: annexId } = await database.db.annex.create({
      data: {
        packetId,
        number: 1,
        slotKey: "s",
        holds: "h",
        because: "b",
        liftedBy: "l",
        ownerId: ACTOR.id,
        content: new Uint8Array(),
        ...key,
      },
    });
    const { index } = await transaction((tx) =>
      record(tx, {
        type: "objection raised",
        actor: ACTOR,
        packetId,
        annexId,
        subjects: { objection: "1".repeat(64) },
        text: { title: "canary" },
      }),
    );
    const row = await database.db.ledgerLeaf.findUniqueOrThrow({ where: { index } });
    const words = await database.db.ledgerText.findUniqueOrThrow({ where: { index } });
    const leaf = JSON.parse(fromUtf8(row.bytes) ?? "") as Record<string, unknown>;
    expect(Object.keys(leaf)).toEqual(["at", "packet", "schema", "textDigest", "type"]);
    expect(leaf.type).toBe("annex event");
    expect([row.type, row.actorId]).toEqual(["annex event", null]);
    for (const bytes of [row.bytes, words.content, words.salt]) {
      expect(Buffer.from(bytes).includes("canary")).toBe(false);
      expect(Buffer.from(bytes).includes(ACTOR.id)).toBe(false);
    }
    const read = (cleared: string[]) =>
      transaction((tx) => readLeaves(tx, { packetIds: [packetId], clearedAnnexIds: new Set(cleared) }));
    expect((await read([]))[0]?.words).toBeNull();
    expect(fromUtf8((await read([annexId]))[0]?.words ?? new Uint8Array())).toContain("canary");
  });
});

describe("proofs and checkpoints", () => {
  it("[LG12] sign each size once, for this ledger's origin and key", async () => {
    const first = await transaction((tx) => signCheckpoint(tx));
    const again = await transaction((tx) => signCheckpoint(tx));
    expect(again).toEqual(first);
    const trust = await transaction((tx) => trustFile(tx));
    const key = trust.ledger.keys[0];
    const pinned = {
      origin: trust.ledger.origin,
      publicKey: fromBase64(key?.publicKey ?? "") ?? new Uint8Array(),
    };
    expect(verifyCheckpoint(first.note, { ...pinned, verify: verifyEd25519 }).ok).toBe(true);
    expect(key?.keyId).toBe(ledgerKey().keyId);
  });

  it("[LG3] prove each leaf, and [LG4] that the ledger only grew", async () => {
    const old = (await allLeaves()).map((leaf) => leaf.leafHash);
    for (let i = 0; i < 5; i++) await transaction((tx) => record(tx, { type: "drill", actor: null }));
    const leaves = (await expectSound()).map((leaf) => leaf.leafHash);
    const root = rootOf(leaves);
    const size = leaves.length;
    const hex = (proof: readonly string[]) => proof.map((one) => fromHex(one) ?? new Uint8Array());
    for (const index of [0, 7, size - 1]) {
      const proof = hex(await transaction((tx) => inclusionProof(tx, BigInt(index), BigInt(size))));
      const leaf = leaves[index] ?? new Uint8Array();
      expect(verifyInclusion({ leaf, index, size, proof, root })).toBe(true);
    }
    const proof = hex(await transaction((tx) => consistencyProof(tx, BigInt(old.length), BigInt(size))));
    const sizes = { oldSize: old.length, newSize: size, oldRoot: rootOf(old), newRoot: root };
    expect(verifyConsistency({ ...sizes, proof })).toBe(true);
  });
});

describe("keys", () => {
  it("[LG16] are files of mode 0600 outside the database", () => {
    const dir = join(database.dataDir, "keys");
    const names = readdirSync(dir).sort();
    expect(names).toEqual(["annex.key", "ledger.key", "workspace.key"]);
    expect(names.map((name) => statSync(join(dir, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  });

  it("[LG17] are pinned with their ledger range, and a change of origin is an event", async () => {
    const moved = [{ rpId: "sign.example", origin: "https://sign.example" }];
    expect(await transaction((tx) => pinTrust(tx, moved))).toBe(true);
    expect(await transaction((tx) => pinTrust(tx, moved))).toBe(false);
    const { origins, workspace } = await transaction((tx) => trustFile(tx));
    expect(origins.map((one) => [one.rpId, one.untilIndex === null])).toEqual([
      ["localhost", false],
      ["sign.example", true],
    ]);
    expect(workspace.keys).toHaveLength(1);
    const events = await transaction((tx) => readLeaves(tx, { types: ["key changed"] }));
    expect(events).toHaveLength(5);
  });
});

describe("audit", () => {
  it("[LG19] passes the ledger as it was recorded", async () => {
    const audit = await transaction((tx) => auditLedger(tx));
    expect(audit).toMatchObject({ ok: true, value: { size: (await allLeaves()).length } });
  });

  it("[LG20] finds a row that the database's own administrator changed, and an older state put back", async () => {
    const { note } = await transaction((tx) => signCheckpoint(tx));
    const on = (state: string) =>
      database.query("owner", `ALTER TABLE ledger_leaves ${state} TRIGGER insert_only`);
    await on("DISABLE");
    const [row] = await database.query("owner", `SELECT bytes FROM ledger_leaves WHERE index = 9`);
    await database.query("owner", `UPDATE ledger_leaves SET bytes = bytes || ' '::bytea WHERE index = 9`);
    const changed = await transaction((tx) => auditLedger(tx));
    expect(changed).toEqual({ ok: false, error: { reason: "other-hash", from: 9, to: 9 } });
    await database.query("owner", `UPDATE ledger_leaves SET bytes = $1 WHERE index = 9`, [row?.bytes]);
    expect((await transaction((tx) => auditLedger(tx, [note]))).ok).toBe(true);
    const size = (await allLeaves()).length;
    await database.query("owner", `DELETE FROM ledger_leaves WHERE index = ${size - 1}`);
    const short = await transaction((tx) => auditLedger(tx, [note]));
    expect(short).toMatchObject({ ok: false, error: { reason: "too-short", from: size - 1 } });
  });
});
