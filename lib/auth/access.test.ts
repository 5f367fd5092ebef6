import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { addAnnex, must, type PacketFixture, packetFixture } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { transaction } from "../db/client.ts";
import { addMember, endMember } from "../workflows/change-member.ts";
import { grantDelegation } from "../workflows/grant-delegation.ts";
import { raiseObjection } from "../workflows/raise-objection.ts";
import { accessLane, accessPacket, accessRelease, accessWorkspace } from "./access.ts";
import type { Actor } from "./actor.ts";
import type { Action } from "./policy.ts";

const NOT_FOUND = { ok: false, error: { code: "not-found" } };
let db: TestDatabase;
let packet: PacketFixture;
let other: PacketFixture;
let annexId: string;

beforeAll(async () => {
  db = await testDatabase();
  packet = await packetFixture();
  other = await packetFixture({ cast: packet.cast, laneId: packet.laneId });
  annexId = await addAnnex(packet);
});

function ask(
  actor: Actor,
  action: Action,
  at: Parameters<typeof accessPacket>[4] = {},
  id = packet.packetId,
) {
  return transaction((tx) => accessPacket(tx, actor, id, action, at));
}

describe("missing and forbidden", () => {
  it("[AU2] answer alike: another's packet, no packet, an id in another spelling, no id", async () => {
    const { outsider, admin, auditor } = packet.cast;
    for (const actor of [outsider, admin]) {
      for (const id of [
        packet.packetId,
        randomUUID(),
        packet.packetId.toUpperCase(),
        `{${packet.packetId}}`,
        "",
        "x",
      ]) {
        expect(await ask(actor, "packet.read", {}, id)).toEqual(NOT_FOUND);
        expect(await ask(actor, "packet.edit-text", {}, id)).toEqual(NOT_FOUND);
      }
    }
    expect(await ask(auditor, "packet.read")).toEqual(NOT_FOUND);
    expect(await ask(auditor, "packet.ledger")).toMatchObject({ ok: true });
    expect(await ask(packet.cast.author, "packet.read", {}, packet.packetId.toUpperCase())).toEqual(
      NOT_FOUND,
    );
    await transaction(async (tx) => {
      expect(await accessLane(tx, outsider, packet.laneId, "lane.change")).toEqual(NOT_FOUND);
      expect(await accessLane(tx, outsider, randomUUID(), "lane.change")).toEqual(NOT_FOUND);
      expect(await accessRelease(tx, outsider, randomUUID(), "release.read")).toEqual(NOT_FOUND);
      expect(await accessWorkspace(tx, outsider, "account.manage")).toEqual(NOT_FOUND);
    });
  });

  it("[AU8] answer alike for an annex: uncleared, of another packet, none; also in a twin world", async () => {
    const { reviewer, author } = packet.cast;
    const cleared = packet.cast["cleared-reviewer"];
    for (const at of [{ annexId }, { annexId: randomUUID() }, { annexId: "x" }]) {
      expect(await ask(reviewer, "annex.read", at)).toEqual(NOT_FOUND);
      expect(await ask(reviewer, "source.read", at)).toEqual(NOT_FOUND);
      expect(await ask(reviewer, "objection.raise", at)).toEqual(NOT_FOUND);
    }
    expect(await ask(cleared, "annex.read", { annexId })).toMatchObject({ ok: true });
    expect(await ask(author, "annex.write", { annexId })).toMatchObject({ ok: true });
    expect(await ask(author, "annex.read", { annexId }, other.packetId)).toEqual(NOT_FOUND);
  });

  it("[AU8] reach an objection through its own packet and scope alone, and only its raiser ends it", async () => {
    const { reviewer } = packet.cast;
    const cleared = packet.cast["cleared-reviewer"];
    const id = randomUUID();
    must(
      await raiseObjection(reviewer, {
        id,
        packetId: packet.packetId,
        annexId: null,
        anchor: { kind: "packet" },
        class: "evidence",
        text: "The rehearsal is older than the train.",
      }),
    );
    const at = { objectionId: id };
    expect(await ask(reviewer, "objection.resolve", at)).toMatchObject({ ok: true });
    expect(await ask(cleared, "objection.resolve", at)).toEqual(NOT_FOUND);
    expect(await ask(packet.cast["artifact-owner"], "objection.withdraw", at)).toEqual(NOT_FOUND);
    expect(await ask(reviewer, "objection.resolve", at, other.packetId)).toEqual(NOT_FOUND);
    expect(await ask(cleared, "objection.answer", { ...at, annexId })).toEqual(NOT_FOUND);
  });
});

describe("authority under lock", () => {
  it("[AU7] an ended membership refuses at once whoever waits for the packet", async () => {
    const owner = packet.cast["artifact-owner"];
    const member = packet.cast.outsider;
    const seat = { packetId: packet.packetId, accountId: member.id, role: "observer" };
    must(await addMember(owner, seat));
    expect(await ask(member, "read-mark.write")).toMatchObject({ ok: true });
    must(await endMember(owner, seat));
    expect(await ask(member, "read-mark.write")).toEqual(NOT_FOUND);

    // An act against the ending of the right to it: whatever was allowed was decided before the right ended.
    for (let round = 0; round < 10; round++) {
      must(await addMember(owner, seat));
      const order: string[] = [];
      const acting = transaction(async (tx) => {
        const access = await accessPacket(tx, member, packet.packetId, "read-mark.write");
        if (access.ok) order.push("allowed");
      });
      const ending = endMember(owner, seat).then((ended) => {
        must(ended);
        order.push("ended");
      });
      await Promise.all([acting, ending]);
      expect(order).not.toEqual(["ended", "allowed"]);
      expect(await ask(member, "read-mark.write")).toEqual(NOT_FOUND);
    }
  }, 60_000);

  it("[AU7] holds the packet: a second act waits for the first", async () => {
    const order: string[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let entered = () => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const first = transaction(async (tx) => {
      must(await accessPacket(tx, packet.cast.author, packet.packetId, "packet.edit-text"));
      entered();
      await gate;
      order.push("first");
    });
    await inside;
    const second = transaction(async (tx) => {
      must(await accessPacket(tx, packet.cast["artifact-owner"], packet.packetId, "packet.edit-text"));
      order.push("second");
    });
    await transaction(async (tx) => {
      must(await accessPacket(tx, packet.cast.author, packet.packetId, "packet.read"));
      order.push("reader");
    });
    release();
    await Promise.all([first, second]);
    expect(order).toEqual(["reader", "first", "second"]);
  });

  it("[AU6] a delegation lends until it ends, is revoked, or its giver is release owner no more", async () => {
    const owner = packet.cast["release-owner"];
    const delegate = packet.cast["cleared-reviewer"];
    const until = new Date(Date.now() + 3_600_000).toISOString();
    must(
      await grantDelegation(owner, {
        id: randomUUID(),
        packetId: packet.packetId,
        fromId: owner.id,
        toId: delegate.id,
        act: "approve",
        notAfter: until,
      }),
    );
    await db.query("owner", `UPDATE packets SET state = 'frozen' WHERE id = $1`, [packet.packetId]);
    const lent = await ask(delegate, "manifest.approve");
    expect(lent).toMatchObject({ ok: true, value: { onBehalfOf: { accountId: owner.id, act: "approve" } } });
    expect(await ask(delegate, "manifest.sign")).toEqual(NOT_FOUND);
    expect(await ask(delegate, "packet.reopen")).toEqual(NOT_FOUND);
    await db.query(
      "owner",
      `UPDATE delegations SET "notBefore" = now() - interval '1 hour', "notAfter" = now() - interval '1 second'`,
    );
    expect(await ask(delegate, "manifest.approve")).toEqual(NOT_FOUND);
    await db.query("owner", `UPDATE delegations SET "notAfter" = now() + interval '1 hour'`);
    await db.query("owner", `UPDATE packets SET "releaseOwnerId" = $1 WHERE id = $2`, [
      packet.cast.author.id,
      packet.packetId,
    ]);
    expect(await ask(delegate, "manifest.approve")).toEqual(NOT_FOUND);
  });
});
