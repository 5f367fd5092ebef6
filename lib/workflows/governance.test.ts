import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import {
  addAnnex,
  addClaim,
  makeActor,
  must,
  type PacketFixture,
  packetFixture,
} from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { askFor, readyPacket } from "../../test/ready-packet.ts";
import { accessPacket } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { transaction } from "../db/client.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { addSource } from "./add-source.ts";
import { endClearance, grantClearance } from "./change-clearance.ts";
import { closeHold, openHold } from "./change-hold.ts";
import { changeLane } from "./change-lane.ts";
import { addMember, endMember } from "./change-member.ts";
import { changeOwner } from "./change-owner.ts";
import { closePacket, divertPacket } from "./close-packet.ts";
import { grantDelegation, revokeDelegation } from "./grant-delegation.ts";
import { makeAnnex } from "./make-annex.ts";
import { makeClaim } from "./make-claim.ts";
import { raiseObjection } from "./raise-objection.ts";
import { setLane } from "./set-lane.ts";
import { addRegisterRow, editRegisterRow, retireRegisterRow } from "./write-register-row.ts";
import { writeRemark } from "./write-remark.ts";

let test: TestDatabase;
let fixture: PacketFixture;

beforeAll(async () => {
  test = await testDatabase();
  fixture = await packetFixture();
});

const later = () => new Date(Date.now() + 86_400_000).toISOString();
const question = (more: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  packetId: fixture.packetId,
  register: "open-questions",
  columns: { question: "Who switches it off?" },
  ...more,
});

describe("registers", () => {
  it("[PK10] keep every version of a row, and refuse a writer who saw an older one", async () => {
    const { author } = fixture.cast;
    const { rowId } = must(await addRegisterRow(author, question()));
    const edit = {
      packetId: fixture.packetId,
      rowId,
      version: 1,
      columns: { question: "Who?", answer: "Ops." },
    };
    must(await editRegisterRow(author, edit));
    expect(await editRegisterRow(author, edit)).toMatchObject({ error: { code: "stale-state" } });
    must(await retireRegisterRow(author, { packetId: fixture.packetId, rowId }));
    const versions = await test.db.registerRowVersion.findMany({
      where: { rowId },
      orderBy: { version: "asc" },
    });
    expect(versions.map((version) => version.state)).toEqual(["active", "active", "retired"]);
  });

  it("[PK11] take only the columns of the kind, each of its type, from whom the kind names", async () => {
    const { author, reviewer, outsider } = fixture.cast;
    const wrong = await addRegisterRow(author, question({ columns: { question: "", mood: "x" } }));
    expect(wrong).toMatchObject({
      error: {
        code: "invalid-input",
        fields: { "columns.question": expect.any(String), "columns.mood": "no such column" },
      },
    });
    must(await addRegisterRow(reviewer, question()));
    const option = { register: "options", columns: { text: "Wait" } };
    expect(await addRegisterRow(reviewer, question(option))).toMatchObject({ error: { code: "not-found" } });
    expect(await addRegisterRow(outsider, question())).toMatchObject({ error: { code: "not-found" } });
  });
});

describe("people", () => {
  it("[PK12] join and leave, and what was lent to them ends with their last role", async () => {
    const { cast, packetId } = fixture;
    const owner = cast["artifact-owner"];
    const seat = { packetId, accountId: cast.recipient.id, role: "reviewer" };
    expect(await addMember(cast.author, seat)).toMatchObject({ error: { code: "not-found" } });
    must(await addMember(owner, seat));
    const annexId = await addAnnex(fixture);
    must(await grantClearance(owner, { packetId, annexId, accountId: cast.recipient.id }));
    must(await endMember(owner, seat));
    const clearance = await test.db.clearance.findFirstOrThrow({
      where: { annexId, accountId: cast.recipient.id },
    });
    expect(clearance.endedAt).not.toBeNull();
    expect(await endMember(owner, seat)).toMatchObject({ error: { code: "not-found" } });
  });

  it("[PK13] are not named owner where the kind keeps two roles apart", async () => {
    const { cast, packetId } = fixture;
    const same = { packetId, role: "release-owner", accountId: cast["artifact-owner"].id };
    expect(await changeOwner(cast["artifact-owner"], same)).toMatchObject({
      error: { code: "invalid-input" },
    });
    const none = { packetId, role: "release-owner", accountId: null };
    expect(await changeOwner(cast["artifact-owner"], none)).toMatchObject({
      error: { code: "invalid-input" },
    });
  });

  it("[PK14] lend an approval only while they hold it, within bounds, and can take it back", async () => {
    const { cast, packetId } = fixture;
    const lend = {
      ...{ id: randomUUID(), packetId, act: "approve", notAfter: later() },
      fromId: cast["release-owner"].id,
      toId: cast["cleared-reviewer"].id,
    };
    expect(await grantDelegation(cast["artifact-owner"], lend)).toMatchObject({
      error: { code: "not-found" },
    });
    const far = { ...lend, notAfter: new Date(Date.now() + 100 * 86_400_000).toISOString() };
    expect(await grantDelegation(cast["release-owner"], far)).toMatchObject({
      error: { code: "invalid-input" },
    });
    const clash = { ...lend, toId: cast["artifact-owner"].id };
    expect(await grantDelegation(cast["release-owner"], clash)).toMatchObject({
      error: { code: "invalid-input" },
    });
    const made = must(await grantDelegation(cast["release-owner"], lend));
    must(await revokeDelegation(cast["release-owner"], { packetId, delegationId: made.delegationId }));
  });

  it("[PK14] lend nothing once their account is suspended", async () => {
    const { cast, packetId } = fixture;
    const standIn = cast["cleared-reviewer"];
    const lend = { id: randomUUID(), packetId, fromId: cast["release-owner"].id, toId: standIn.id };
    must(await grantDelegation(cast["release-owner"], { ...lend, act: "approve", notAfter: later() }));
    const standsIn = async () => {
      const access = await transaction((tx) => accessPacket(tx, standIn, packetId, "packet.read"));
      return must(access).roles.has("delegate");
    };
    const set = (status: string) =>
      test.db.account.update({ where: { id: cast["release-owner"].id }, data: { status } });
    expect(await standsIn()).toBe(true);
    await set("suspended");
    expect(await standsIn()).toBe(false);
    await set("active");
    expect(await standsIn()).toBe(true);
  });
});

describe("annexes", () => {
  it("[AX2] are cleared by their owner alone, and only for those who take part", async () => {
    const { cast, packetId } = fixture;
    const annexId = await addAnnex(fixture);
    const clear = { packetId, annexId, accountId: cast.reviewer.id };
    for (const role of [
      "author",
      "cleared-reviewer",
      "release-owner",
      "reviewer",
      "outsider",
      "admin",
    ] as const) {
      expect(await grantClearance(cast[role], clear), role).toMatchObject({ error: { code: "not-found" } });
    }
    const outside = { ...clear, accountId: cast.outsider.id };
    expect(await grantClearance(cast["artifact-owner"], outside)).toMatchObject({
      error: { code: "invalid-input" },
    });
    must(await grantClearance(cast["artifact-owner"], clear));
    must(await endClearance(cast["artifact-owner"], clear));
    const input = { id: randomUUID(), packetId, annexId, bytes: new Uint8Array([65]), name: "n" };
    expect(await addSource(cast.reviewer, input)).toMatchObject({ error: { code: "not-found" } });
  });

  it("[AX3] leave no word of theirs in any column or leaf", async () => {
    const { cast, packetId } = fixture;
    const word = `quillwort${randomUUID().slice(0, 8)}`;
    const annex = must(
      await makeAnnex(cast["artifact-owner"], {
        ...{ id: randomUUID(), packetId, slotKey: "settlement-detail", title: word },
      }),
    );
    must(
      await grantClearance(cast["artifact-owner"], {
        packetId,
        annexId: annex.annexId,
        accountId: cast.author.id,
      }),
    );
    await addClaim(fixture, word, annex.annexId);
    const at = { packetId, annexId: annex.annexId };
    must(await writeRemark(cast.author, { ...at, id: randomUUID(), text: word }));
    must(await openHold(cast.author, { ...at, id: randomUUID(), reason: word }));
    must(
      await addRegisterRow(cast.author, question({ annexId: annex.annexId, columns: { question: word } })),
    );
    must(await addSource(cast.author, { ...at, id: randomUUID(), bytes: Buffer.from(word), name: word }));
    const tables = await test.query(
      "owner",
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    for (const { name } of tables) {
      const rows = await test.query("owner", `SELECT t::text AS row FROM "${String(name)}" t`);
      const hex = Buffer.from(word).toString("hex");
      for (const { row } of rows) {
        expect(String(row).includes(word) || String(row).includes(hex), `in ${String(name)}`).toBe(false);
      }
    }
  });
});

describe("holds", () => {
  it("[PK15] are opened by people and closed by the role that the kind names, with a reason", async () => {
    const { cast, packetId } = fixture;
    const input = { id: randomUUID(), packetId, sinkKey: "hold", reason: "The rehearsal is old." };
    const { holdId } = must(await openHold(cast.reviewer, input));
    const close = { packetId, holdId, reason: "It was repeated." };
    expect(await closeHold(cast.reviewer, close)).toMatchObject({ error: { code: "not-found" } });
    expect(await closeHold(cast["artifact-owner"], { ...close, reason: " " })).toMatchObject({
      error: { code: "invalid-input" },
    });
    must(await closeHold(cast["artifact-owner"], close));
    expect(await openHold(cast.reviewer, { ...input, id: randomUUID(), sinkKey: "nowhere" })).toMatchObject({
      error: { code: "invalid-input" },
    });
  });
});

describe("a pending manifest", () => {
  it("[PK16] goes on hold with its reason at each bound change, and at nothing else", async () => {
    const packet = await readyPacket({ cast: fixture.cast });
    const { cast, packetId, laneId } = packet;
    const lane = await test.db.laneVersion.findFirstOrThrow({ where: { laneId } });
    const { title, purpose, maxWindowHours } = lane;
    const helper: Actor = await makeActor("Helper");
    const changes: Record<string, () => Promise<Outcome<unknown>>> = {
      "an objection": () =>
        raiseObjection(cast.reviewer, {
          ...{ id: randomUUID(), packetId, class: "evidence", text: "No." },
          anchor: { kind: "packet" },
        }),
      "a source": () =>
        addSource(cast.author, { id: randomUUID(), packetId, bytes: new Uint8Array([66]), name: "More" }),
      "an option": () =>
        addRegisterRow(cast.author, {
          id: randomUUID(),
          packetId,
          register: "options",
          columns: { text: "Wait" },
        }),
      "a member": () =>
        addMember(cast["artifact-owner"], { packetId, accountId: helper.id, role: "observer" }),
      "the window": () => setLane(cast["release-owner"], { packetId, laneId, windowHours: 24 }),
      "the lane's rules": () =>
        changeLane(cast["release-owner"], {
          ...{ laneId, version: 1, title, purpose, maxWindowHours },
          ...{ exportPolicy: "none", methods: ["passkey", "password"], recipientIds: [cast.recipient.id] },
        }),
    };
    for (const [name, change] of Object.entries(changes)) {
      const { manifestId } = await askFor(packet);
      must(await writeRemark(cast.author, { id: randomUUID(), packetId, text: "Nothing bound." }));
      const before = await test.db.manifestState.findUniqueOrThrow({ where: { manifestId } });
      expect(before.state, `${name}: after a remark`).toBe("pending");
      must(await change());
      const after = await test.db.manifestState.findUniqueOrThrow({ where: { manifestId } });
      expect(after, name).toMatchObject({ state: "held", reason: expect.any(String) });
      const leaf = await test.db.ledgerLeaf.findFirst({
        where: { packetId, type: "manifest held" },
        orderBy: { index: "desc" },
      });
      expect(leaf?.at.getTime(), name).toBeGreaterThanOrEqual(before.changedAt.getTime());
    }
  });

  it("[AX9] [AX10] holds at a change in an annex, and says no more than that there was one", async () => {
    const packet = await readyPacket({ cast: fixture.cast });
    const { cast, packetId } = packet;
    const annexId = await addAnnex(packet, "Not to be named");
    const { manifestId } = await askFor(packet);
    const before = await test.db.ledgerHead.findUniqueOrThrow({ where: { id: 1 } });
    const bytes = new Uint8Array([67]);
    must(await addSource(cast.author, { id: randomUUID(), packetId, annexId, bytes, name: "Hidden" }));
    const after = await test.db.manifestState.findUniqueOrThrow({ where: { manifestId } });
    expect(after).toMatchObject({ state: "held", reason: "Annex A1 changed." });
    const leaves = await test.db.ledgerLeaf.findMany({ where: { index: { gte: before.size } } });
    expect(leaves.map((leaf) => leaf.type).sort()).toEqual(["annex event", "manifest held"]);
    const event = leaves.find((leaf) => leaf.type === "annex event");
    const shown = JSON.parse(Buffer.from(event?.bytes ?? []).toString("utf8"));
    expect(Object.keys(shown).sort()).toEqual(["at", "packet", "schema", "textDigest", "type"]);
    expect(event?.actorId).toBeNull();
  });

  it("[PK17] freezes claims, and leaves the text's frozen state to whoever reopens it", async () => {
    const packet = await readyPacket({ cast: fixture.cast });
    await askFor(packet);
    const claim = { id: randomUUID(), packetId: packet.packetId, quote: "late" };
    expect(await makeClaim(packet.cast.author, claim)).toMatchObject({ error: { code: "packet-frozen" } });
  });
});

describe("the end", () => {
  it("[PK18] closes a packet to every writer, and diverts only where the kind says where to", async () => {
    const packet = await packetFixture({ cast: fixture.cast, laneId: fixture.laneId });
    const { cast, packetId } = packet;
    const divert = { packetId, question: 0, reason: "Unsafe." };
    expect(await divertPacket(cast["artifact-owner"], divert)).toMatchObject({
      error: { code: "invalid-input" },
    });
    expect(await closePacket(cast.author, { packetId, reason: "Done." })).toMatchObject({
      error: { code: "not-found" },
    });
    must(await closePacket(cast["artifact-owner"], { packetId, reason: "Done." }));
    const late = await makeClaim(cast.author, { id: randomUUID(), packetId, quote: "late" });
    expect(late).toMatchObject({ error: { code: "packet-closed" } });
  });
});
