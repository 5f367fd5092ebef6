import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, makeCast, makeLane, must } from "../../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { restAt } from "../../../test/rest-at.ts";
import { accessPacket } from "../../auth/access.ts";
import { transaction } from "../../db/client.ts";
import { contentReader } from "../../db/content.ts";
import { readForGates } from "../../db/gate-input.ts";
import { readRows } from "../../db/register-store.ts";
import { createPacket } from "../create-packet.ts";
import { cutRevision } from "../cut-revision.ts";
import { addRegisterRow, editRegisterRow } from "../write-register-row.ts";
import { writeDeltaNotices } from "./delta-notices.ts";
import { takeGate } from "./take-gate.ts";

let db: TestDatabase;
let cast: Cast;
beforeAll(async () => {
  db = await testDatabase();
  cast = await makeCast();
});

async function packetOf(kindKey: string, releases = false): Promise<string> {
  const made = await createPacket(cast.author, {
    id: randomUUID(),
    title: "A packet of its own kind",
    kindKey,
    artifactOwnerId: cast["artifact-owner"].id,
    releaseOwnerId: releases ? cast["release-owner"].id : null,
    members: [{ accountId: cast.author.id, role: "author" }],
    laneId: releases ? await makeLane(cast) : null,
  });
  return must(made).packetId;
}

async function take(packetId: string, gate: string, seenSeq: number) {
  return must(await takeGate(cast.author, { packetId, requestId: randomUUID(), gate, seenSeq }));
}

/** The newest columns of every row of a register of the body. */
async function columnsOf(packetId: string, register: string) {
  const rows = await transaction(async (tx) => readRows(tx, packetId, [null], await contentReader(tx, [])));
  return rows.filter((row) => row.register === register).map((row) => row.versions[0]?.columns);
}

describe("what follows from an exit", { timeout: 60_000 }, () => {
  it("[FL21] is the answer that it gives, in the one row of its register, and what travels with it", async () => {
    const packetId = await packetOf("signing-key-custody-attestation");
    const taken = await take(packetId, "non-waivable", 0);
    expect(taken).toMatchObject({ exit: "Yes", rests: "outcome:control-owner-reviews" });
    const given = await columnsOf(packetId, "disposition");
    expect(given).toEqual([expect.objectContaining({ disposition: "remediate", gate: "non-waivable" })]);
    const carried = await columnsOf(packetId, "exceptions");
    expect(carried.length).toBeGreaterThan(1);
    expect(carried.every((columns) => columns?.state === "carried")).toBe(true);
    const head = await db.db.revision.findFirstOrThrow({ where: { packetId } });
    expect(new TextDecoder().decode(head.bytes)).toContain('"disposition":"remediate"');
  });

  it("[FL21] is the state that counts again, and the handoff of what is met beyond", async () => {
    const packetId = await packetOf("signing-key-review-priority-adaptation");
    await restAt(packetId, "gate:worse");
    expect(await take(packetId, "worse", 1)).toMatchObject({ rests: "sink:hold" });
    const [inForce] = await columnsOf(packetId, "in-force");
    expect(inForce).toMatchObject({ what: "Prior trusted queue state", since: expect.any(String) });
    const [handoff] = await columnsOf(packetId, "handoffs");
    expect(handoff).toMatchObject({ record: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it("[FL21] is a diversion, in which the packet rests", async () => {
    const packetId = await packetOf("shared-credential-exception", true);
    await restAt(packetId, "gate:live-exposure");
    expect(await take(packetId, "live-exposure", 1)).toMatchObject({ rests: "sink:divert" });
    const packet = await db.db.packet.findUniqueOrThrow({ where: { id: packetId } });
    expect(packet.state).toBe("diverted");
    expect(await db.db.ledgerLeaf.count({ where: { packetId, type: "diverted" } })).toBe(1);
  });
});

describe("delta notices", { timeout: 60_000 }, () => {
  it("[FL22] tell each person what changed for them, and the artifact owner all of it", async () => {
    const packetId = await packetOf("release-readiness-review");
    const rowId = randomUUID();
    const row = (id: string, person: string) => ({
      ...{ id, packetId, register: "attendees" },
      columns: { role: "security reviewer", person },
    });
    must(await addRegisterRow(cast.author, row(rowId, "Ada North")));
    must(await addRegisterRow(cast.author, row(randomUUID(), "Bela South")));
    must(await cutRevision(cast.author, { packetId }));
    const change = { role: "security reviewer", person: "Cleo West", "standing-in-for": "Ada North" };
    must(await editRegisterRow(cast.author, { packetId, rowId, columns: change }));
    await transaction(async (tx) => {
      const access = must(await accessPacket(tx, cast.author, packetId, "flow.take"));
      const reading = await readForGates(tx, access.packet, access.kind, access.now);
      await writeDeltaNotices(tx, access, reading, 4);
    });
    const notices = await columnsOf(packetId, "notices");
    expect(notices.map((columns) => columns?.to)).toEqual(["Artifact owner", "Ada North", "Cleo West"]);
    expect(notices[2]).toMatchObject({
      change: expect.stringContaining("Person “Ada North” is now “Cleo West”"),
      run: 4,
    });
    expect(await db.db.ledgerLeaf.count({ where: { packetId, type: "delta notices sent" } })).toBe(1);
  });
});
