import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import {
  addAnnex,
  addTextSource,
  must,
  type PacketFixture,
  packetFixture,
} from "../../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { offerFieldedKind } from "../../../test/fielded-kind.ts";
import { transaction } from "../../db/client.ts";
import { contentReader } from "../../db/content.ts";
import { type ReadRow, readRows } from "../../db/register-store.ts";
import { type FieldEntry, readEntry } from "../../fields/field-entry.ts";
import { utf8 } from "../../kernel/bytes.ts";
import { addVersion } from "../add-source-version.ts";
import { fillFieldsFromEvidence } from "./fill-fields.ts";
import { resolveField, withholdField } from "./settle-field.ts";

let test: TestDatabase;
let fixture: PacketFixture;

beforeEach(async () => {
  test = await testDatabase();
  fixture = await packetFixture({ kindKey: await offerFieldedKind() });
});

async function rows(register: string): Promise<readonly ReadRow[]> {
  const all = await transaction(async (tx) =>
    readRows(tx, fixture.packetId, [null], await contentReader(tx, [])),
  );
  return all.filter((row) => row.register === register);
}

async function field(key: string): Promise<FieldEntry & { rowId: string; seen: number }> {
  const row = (await rows("fields")).find((one) => one.key === key);
  const newest = row?.versions[0];
  if (!row || !newest) throw new RangeError(`no field ${key}`);
  return { ...readEntry(key, newest.columns), rowId: row.id, seen: newest.version };
}

function fill(requestId: string = randomUUID(), actor = fixture.cast.author) {
  return fillFieldsFromEvidence(actor, { packetId: fixture.packetId, requestId });
}

function record(value: unknown, slotKey: string) {
  return addTextSource(fixture, utf8(JSON.stringify(value)), { slotKey });
}

async function leaves(): Promise<number> {
  return test.db.ledgerLeaf.count({ where: { packetId: fixture.packetId, type: "register row" } });
}

const settle = (at: { rowId: string; seen: number }) => ({
  packetId: fixture.packetId,
  rowId: at.rowId,
  version: at.seen,
});

describe("filling from evidence", () => {
  it("[FD16] writes each row that changed once, with its leaf and its exception, and nothing the second time", async () => {
    await record({ candidate: "rc-7" }, "test-evidence");
    const { sourceId, versionId } = await record({ environment: "mars" }, "build-provenance");
    const before = await leaves();
    const filled = must(await fill());
    expect(filled).toMatchObject({ changed: 2, exceptions: 1, resolved: 1, withheld: 0 });
    expect(filled.unresolved.map((one) => [one.key, one.state])).toEqual([["environment", "held"]]);
    expect(await leaves()).toBe(before + 3);
    expect(await field("candidate")).toMatchObject({
      value: "rc-7",
      raw: "rc-7",
      state: "resolved",
      seen: 2,
    });
    expect(await field("environment")).toMatchObject({
      state: "held",
      raw: "mars",
      mapping: "unsupported",
      rule: "table environments",
      ruleVersion: 2,
      source: sourceId,
    });
    expect((await field("environment")).candidates).toMatchObject([{ raw: "mars", version: versionId }]);
    const [exception] = await rows("exceptions");
    expect(exception?.versions[0]?.columns).toMatchObject({
      what: "Environment",
      raw: "mars",
      state: "carried",
    });
    const again = must(await fill());
    expect(again).toMatchObject({ changed: 0, exceptions: 0, resolved: 1 });
    expect(await leaves()).toBe(before + 3);
  });

  it("[FD16] updates only what new evidence changed, keeps history, and closes the exception", async () => {
    await record({ candidate: "rc-7" }, "test-evidence");
    const { sourceId } = await record({ environment: "mars" }, "build-provenance");
    must(await fill());
    const bytes = utf8(JSON.stringify({ environment: "prd" }));
    const { cast, packetId } = fixture;
    must(await addVersion(cast.author, { id: randomUUID(), packetId, sourceId, bytes }));
    expect(must(await fill())).toMatchObject({ changed: 1, exceptions: 1, resolved: 2 });
    expect(await field("candidate")).toMatchObject({ seen: 2 });
    expect(await field("environment")).toMatchObject({ value: "production", mapping: "lossy", seen: 3 });
    const row = (await rows("fields")).find((one) => one.key === "environment");
    expect(row?.versions.map((one) => one.columns.raw ?? null)).toEqual(["prd", "mars", null]);
    const [exception] = await rows("exceptions");
    expect(exception?.versions.map((one) => one.columns.state)).toEqual(["resolved", "carried"]);
  });

  it("[FD16] sent at once it writes once, and whoever may not write fields learns nothing", async () => {
    await record({ candidate: "rc-7" }, "test-evidence");
    const before = await leaves();
    const requestId = randomUUID();
    const outcomes = await Promise.all([fill(requestId), fill(requestId), fill(requestId)]);
    expect(outcomes.map((one) => must(one).changed).toSorted()).toEqual([0, 0, 2]);
    expect(await leaves()).toBe(before + 3);
    const { cast } = fixture;
    for (const actor of [cast.reviewer, cast.outsider, cast["release-owner"]]) {
      expect(await fill(randomUUID(), actor)).toMatchObject({ error: { code: "not-found" } });
    }
    expect(await fill("no id")).toMatchObject({ error: { code: "invalid-input" } });
  });

  it("[FD6] [FD16] reads nothing of an annex and puts a placeholder for it", async () => {
    const annexId = await addAnnex(fixture);
    await addTextSource(fixture, utf8('{"candidate":"annex-secret"}'), { annexId, slotKey: "test-evidence" });
    expect(must(await fill())).toMatchObject({ withheld: 1, resolved: 0 });
    expect(await field("route")).toMatchObject({ state: "placeholder", value: null, source: null });
    expect((await field("route")).reason).toContain("restricted to payments engineering");
    expect(JSON.stringify(await rows("fields"))).not.toContain("annex-secret");
    expect(await field("candidate")).toMatchObject({ state: "held", candidates: [] });
  });
});

describe("settling by a person", () => {
  async function contradiction() {
    await record({ candidate: "rc-7" }, "test-evidence");
    await record({ candidate: "rc-8" }, "test-evidence");
    must(await fill());
    return field("candidate");
  }

  it("[FD17] keeps candidates beside a person's choice, takes the chosen one's lineage, and closes the exception", async () => {
    const held = await contradiction();
    expect(held.reason).toContain("Contradiction");
    const input = { ...settle(held), value: "rc-8", reason: "rc-7 was withdrawn." };
    const settled = must(await resolveField(fixture.cast.author, input));
    expect(settled.version).toBe(held.seen + 1);
    expect(await field("candidate")).toMatchObject({
      state: "resolved",
      value: "rc-8",
      raw: "rc-8",
      rule: "person",
      reason: "rc-7 was withdrawn.",
    });
    expect((await field("candidate")).candidates).toHaveLength(2);
    expect((await rows("exceptions"))[0]?.versions[0]?.columns.state).toBe("resolved");
    expect(must(await resolveField(fixture.cast.author, input))).toEqual(settled);
    expect(await resolveField(fixture.cast.author, { ...input, value: "rc-7" })).toMatchObject({
      error: { code: "stale-state" },
    });
    expect(must(await fill()).changed).toBe(0);
  });

  it("[FD17] refuses what the field cannot take, and whoever may not write fields", async () => {
    const held = await contradiction();
    const { cast } = fixture;
    const input = { ...settle(held), value: "rc-8", reason: "Said so." };
    for (const actor of [cast.reviewer, cast.outsider]) {
      expect(await resolveField(actor, input)).toMatchObject({ error: { code: "not-found" } });
    }
    const route = await field("route");
    expect(await resolveField(cast.author, { ...input, ...settle(route) })).toMatchObject({
      error: { code: "invalid-input" },
    });
    expect(await resolveField(cast.author, { ...input, reason: " " })).toMatchObject({
      error: { code: "invalid-input" },
    });
    expect(await resolveField(cast.author, { ...input, rowId: randomUUID() })).toMatchObject({
      error: { code: "not-found" },
    });
  });

  it("[FD17] takes a fact that a person points to, where the kind names none", async () => {
    const { sourceId } = await record({ contact: "payments desk" }, "test-evidence");
    const open = await field("contact");
    const input = { ...settle(open), value: "payments desk", reason: "As the export says." };
    const from = { sourceId, fact: "record.contact" };
    expect(
      await resolveField(fixture.cast.author, { ...input, from: { ...from, fact: "record.gone" } }),
    ).toMatchObject({ error: { code: "invalid-input" } });
    must(await resolveField(fixture.cast.author, { ...input, from }));
    expect(await field("contact")).toMatchObject({
      raw: "payments desk",
      source: sourceId,
      locator: { kind: "json-pointer", pointer: "/contact" },
    });
  });

  it("[FD18] withholds a field with all that its exception said, and keeps it withheld until a person gives it back", async () => {
    const held = await contradiction();
    const input = { ...settle(held), reason: "Security review narrowed it." };
    const withheld = must(await withholdField(fixture.cast["artifact-owner"], input));
    expect(must(await withholdField(fixture.cast["artifact-owner"], input))).toEqual(withheld);
    expect(await field("candidate")).toMatchObject({
      state: "placeholder",
      value: null,
      raw: null,
      candidates: [],
    });
    const [exception] = await rows("exceptions");
    expect(JSON.stringify(exception?.versions[0]?.columns)).not.toContain("rc-");
    must(await fill());
    expect((await field("candidate")).state).toBe("placeholder");
    const back = { ...settle(await field("candidate")), reason: "Cleared.", withheld: false };
    must(await withholdField(fixture.cast.author, back));
    const again = await field("candidate");
    expect(again).toMatchObject({ state: "held" });
    expect(again.candidates).toHaveLength(2);
    expect(again.reason).toContain("Cleared.");
  });
});
