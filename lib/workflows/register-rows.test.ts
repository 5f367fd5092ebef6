import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { addAnnex, addTextSource, must, type PacketFixture, packetFixture } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { transaction } from "../db/client.ts";
import { referencesAstray } from "../db/register-references.ts";
import { STANDARD } from "../packet/standard-registers.ts";
import { createPacket } from "./create-packet.ts";
import { addRegisterRow, addRegisterRows, editRegisterRow, retireRegisterRow } from "./write-register-row.ts";

let test: TestDatabase;
let release: PacketFixture;
let packetId: string;

beforeAll(async () => {
  test = await testDatabase();
  release = await packetFixture();
  const { cast } = release;
  const made = await createPacket(cast.author, {
    id: randomUUID(),
    title: "Label restoration, settlement namespace",
    kindKey: "namespace-pod-security-label-restoration",
    artifactOwnerId: cast["artifact-owner"].id,
    releaseOwnerId: null,
    members: [{ accountId: cast.author.id, role: "author" }],
    laneId: null,
  });
  packetId = must(made).packetId;
});

const checkpoints = (rows: readonly Record<string, unknown>[]) => ({
  packetId,
  register: "checkpoints",
  rows: rows.map((columns) => ({ id: randomUUID(), columns })),
});

describe("register rows", () => {
  it("[PK23] are added together or not at all, and a fault names its row", async () => {
    const { author } = release.cast;
    const wrong = checkpoints([
      { step: "label-write", attempt: "1" },
      { step: "label-write", attempt: "two" },
    ]);
    expect(await addRegisterRows(author, wrong)).toMatchObject({
      error: { code: "invalid-input", fields: { "rows.1.columns.attempt": "a number" } },
    });
    expect(await test.db.registerRow.count({ where: { packetId, register: "checkpoints" } })).toBe(0);
    const right = checkpoints([
      { step: "label-write", attempt: "1" },
      { step: "label-write", attempt: "2" },
    ]);
    expect(must(await addRegisterRows(author, right))).toHaveLength(2);
    expect(must(await addRegisterRows(author, right))).toHaveLength(2);
    expect(await test.db.registerRow.count({ where: { packetId, register: "checkpoints" } })).toBe(2);
  });

  it("[PK25] of a live exposure are cleared by evidence, never withdrawn", async () => {
    const { cast } = release;
    const made = await createPacket(cast.author, {
      id: randomUUID(),
      title: "Message broker client migration",
      kindKey: "message-broker-client-migration-exception",
      artifactOwnerId: cast["artifact-owner"].id,
      releaseOwnerId: null,
      members: [{ accountId: cast.author.id, role: "author" }],
      laneId: null,
    });
    const at = { packetId: must(made).packetId, rowId: randomUUID() };
    const columns = { what: "A token stands in a build log." };
    const report = { id: at.rowId, packetId: at.packetId, register: "exposures", columns };
    must(await addRegisterRow(cast.author, report));
    const withdrawn = await retireRegisterRow(cast.author, { ...at, version: 1, retired: true });
    expect(withdrawn).toMatchObject({ error: { code: "state-conflict" } });
  });

  it("[PK24] point at sources of their own packet alone", async () => {
    const { author } = release.cast;
    const elsewhere = await addTextSource(release, "outcome: applied");
    const own = await addTextSource({ ...release, packetId }, "outcome: applied");
    const row = (evidence: string) => ({
      id: randomUUID(),
      packetId,
      register: "checkpoints",
      columns: { step: "read-back", attempt: 1, evidence },
    });
    expect(await addRegisterRow(author, row(elsewhere.sourceId))).toMatchObject({
      error: { code: "invalid-input", fields: { "columns.evidence": "a source of this packet" } },
    });
    must(await addRegisterRow(author, row(own.sourceId)));
  });

  it("[PK25] that answer a gate are refused to people as if they were not there", async () => {
    const { author } = release.cast;
    const owner = release.cast["artifact-owner"];
    const handoff = {
      id: randomUUID(),
      packetId,
      register: "handoffs",
      columns: { to: "nobody", what: "nothing" },
    };
    expect(await addRegisterRow(owner, handoff)).toMatchObject({ error: { code: "not-found" } });
    const field = await test.db.registerRow.findFirstOrThrow({ where: { packetId, register: "fields" } });
    const edit = { packetId, rowId: field.id, columns: { title: "Cluster", state: "resolved", value: "x" } };
    expect(await editRegisterRow(author, edit)).toMatchObject({ error: { code: "not-found" } });
  });

  it("[PK24] of the body never point into an annex", async () => {
    const annexId = await addAnnex(release);
    const hidden = await addTextSource(release, "routes", { annexId });
    const astray = await transaction((tx) =>
      referencesAstray(tx, { packetId: release.packetId, annexId: null }, STANDARD.checkpoints, {
        evidence: hidden.sourceId,
      }),
    );
    expect(Object.keys(astray)).toEqual(["columns.evidence"]);
    const within = await transaction((tx) =>
      referencesAstray(tx, { packetId: release.packetId, annexId }, STANDARD.checkpoints, {
        evidence: hidden.sourceId,
      }),
    );
    expect(within).toEqual({});
  });
});
