import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { addAnnex, makeActor, must, packetFixture } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { grantClearance } from "./change-clearance.ts";
import { addMember, endMember } from "./change-member.ts";
import { changeOwner } from "./change-owner.ts";
import { grantDelegation } from "./grant-delegation.ts";

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
});

const later = () => new Date(Date.now() + 86_400_000).toISOString();

describe("the end of somebody's last seat", { timeout: 60_000 }, () => {
  it("[PK12] ends what a replaced owner was cleared for and had lent, and records each", async () => {
    const fixture = await packetFixture();
    const { cast, packetId } = fixture;
    const owner = cast["artifact-owner"];
    const before = cast["release-owner"];
    const annexId = await addAnnex(fixture);
    must(await grantClearance(owner, { packetId, annexId, accountId: before.id }));
    const lent = { id: randomUUID(), packetId, fromId: before.id, toId: cast.reviewer.id, act: "approve" };
    must(await grantDelegation(before, { ...lent, notAfter: later() }));
    const leaves = (type: string) => test.db.ledgerLeaf.count({ where: { packetId, type } });
    const counts = [await leaves("annex event"), await leaves("delegation changed")];
    const next = await makeActor("Next owner");
    must(await changeOwner(owner, { packetId, role: "release-owner", accountId: next.id }));
    const clearance = await test.db.clearance.findFirstOrThrow({ where: { annexId, accountId: before.id } });
    expect(clearance.endedAt).not.toBeNull();
    expect((await test.db.delegation.findUniqueOrThrow({ where: { id: lent.id } })).revokedAt).not.toBeNull();
    expect([await leaves("annex event"), await leaves("delegation changed")]).toEqual(
      counts.map((count) => count + 1),
    );
  });

  it("[PK12] leaves an owner who keeps another seat what they were cleared for", async () => {
    const fixture = await packetFixture();
    const { cast, packetId } = fixture;
    const owner = cast["artifact-owner"];
    const before = cast["release-owner"];
    const annexId = await addAnnex(fixture);
    must(await grantClearance(owner, { packetId, annexId, accountId: before.id }));
    const seat = { packetId, accountId: before.id, role: "observer" };
    must(await addMember(owner, seat));
    const next = await makeActor("Next owner");
    must(await changeOwner(owner, { packetId, role: "release-owner", accountId: next.id }));
    const cleared = () =>
      test.db.clearance.count({ where: { annexId, accountId: before.id, endedAt: null } });
    expect(await cleared()).toBe(1);
    must(await endMember(owner, seat));
    expect(await cleared()).toBe(0);
  });
});
