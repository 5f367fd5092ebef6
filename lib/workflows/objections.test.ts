import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { addAnnex, addClaim, must, type PacketFixture, packetFixture } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import type { Actor } from "../auth/actor.ts";
import { transaction } from "../db/client.ts";
import { readForGates } from "../db/gate-input.ts";
import { kindByDigest } from "../db/kind-store.ts";
import { addObjectionEvent } from "../db/objection-store.ts";
import {
  acceptResidual,
  answerObjection,
  maintainObjection,
  resolveObjection,
  withdrawObjection,
} from "./act-on-objection.ts";
import { addMember, endMember } from "./change-member.ts";
import { grantDelegation } from "./grant-delegation.ts";
import { raiseObjection } from "./raise-objection.ts";
import { markRemark, writeRemark } from "./write-remark.ts";

let test: TestDatabase;
let fixture: PacketFixture;

beforeAll(async () => {
  test = await testDatabase();
  fixture = await packetFixture();
});

function raising(more: Record<string, unknown> = {}) {
  const anchor = { kind: "packet" };
  return {
    id: randomUUID(),
    packetId: fixture.packetId,
    class: "evidence",
    anchor,
    text: "Not shown.",
    ...more,
  };
}

async function raised(by: Actor = fixture.cast.reviewer): Promise<{ packetId: string; objectionId: string }> {
  const { objectionId } = must(await raiseObjection(by, raising()));
  return { packetId: fixture.packetId, objectionId };
}

async function stateNumber(): Promise<bigint> {
  const packet = await test.db.packet.findUniqueOrThrow({ where: { id: fixture.packetId } });
  return packet.stateNumber;
}

const leaves = (type: string) => test.db.ledgerLeaf.count({ where: { packetId: fixture.packetId, type } });

describe("objections", () => {
  it("[OB6] goes from raised over answered and maintained to resolved, each step recorded and bound", async () => {
    const { reviewer, author } = fixture.cast;
    const before = await stateNumber();
    const on = await raised();
    must(await answerObjection(author, { ...on, text: "It is." }));
    must(await maintainObjection(reviewer, { ...on, text: "It is not." }));
    must(await answerObjection(author, { ...on, text: "Now it is." }));
    must(await resolveObjection(reviewer, on));
    expect((await stateNumber()) - before).toBe(5n);
    const events = await test.db.objectionEvent.findMany({ where: { objectionId: on.objectionId } });
    expect(events.map((event) => event.type)).toEqual([
      "raised",
      "answered",
      "maintained",
      "answered",
      "resolved",
    ]);
    const after = await answerObjection(author, { ...on, text: "Again." });
    expect(after).toMatchObject({ ok: false, error: { code: "state-conflict" } });
  });

  it("[OB6] takes the same words twice for one act, and refuses other words rather than lose them", async () => {
    const { author } = fixture.cast;
    const on = await raised();
    must(await answerObjection(author, { ...on, text: "It is." }));
    must(await answerObjection(author, { ...on, text: "It is." }));
    expect(await answerObjection(author, { ...on, text: "It is, and see S2." })).toMatchObject({
      error: { code: "state-conflict" },
    });
    expect(await test.db.objectionEvent.count({ where: { objectionId: on.objectionId } })).toBe(2);
  });

  it("[OB7] lets nobody but who raised it maintain, resolve or withdraw, and says no more than 'nothing here'", async () => {
    const on = await raised();
    must(await answerObjection(fixture.cast.author, { ...on, text: "It is." }));
    for (const act of [maintainObjection, resolveObjection, withdrawObjection]) {
      for (const who of [
        "author",
        "artifact-owner",
        "release-owner",
        "cleared-reviewer",
        "outsider",
      ] as const) {
        const outcome = await act(fixture.cast[who], { ...on, text: "I say so." });
        expect(outcome, `${act.name} by ${who}`).toMatchObject({ ok: false, error: { code: "not-found" } });
      }
    }
  });

  it("[OB8] is accepted as a residual by the role that the kind names, with owner, end and control", async () => {
    const { cast } = fixture;
    const on = await raised();
    const residual = {
      ...on,
      rationale: "The window is short.",
      ownerId: cast["artifact-owner"].id,
      expiresOn: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
      compensatingControl: "Two people on call.",
    };
    expect(await acceptResidual(cast["release-owner"], residual)).toMatchObject({ ok: false });
    expect(
      await acceptResidual(cast["artifact-owner"], { ...residual, expiresOn: "2020-01-01" }),
    ).toMatchObject({
      error: { code: "invalid-input" },
    });
    expect(
      await acceptResidual(cast["artifact-owner"], { ...residual, ownerId: cast.outsider.id }),
    ).toMatchObject({
      error: { code: "invalid-input" },
    });
    expect(must(await acceptResidual(cast["artifact-owner"], residual)).state).toBe("accepted-as-residual");
  });

  it("[OB8] is judged at the gates by what whoever accepted it was then", async () => {
    const { cast, packetId } = fixture;
    const residual = { text: "Carried.", expiresOn: "2099-01-01" };
    const judged = async (acceptedAs: readonly string[] | undefined) => {
      const { objectionId } = await raised();
      return transaction(async (tx) => {
        await addObjectionEvent(tx, {
          ...{ objectionId, annexId: null, seq: 2, type: "accepted-as-residual", at: new Date() },
          actorId: cast["artifact-owner"].id,
          content: acceptedAs ? { ...residual, acceptedAs } : residual,
        });
        const packet = await tx.packet.findUniqueOrThrow({ where: { id: packetId } });
        const { number } = await tx.objection.findUniqueOrThrow({ where: { id: objectionId } });
        const reading = await readForGates(tx, packet, await kindByDigest(tx, packet.kindDigest), new Date());
        return reading.scopes[0]?.objections.find((one) => one.number === number)?.acceptedByRightRole;
      });
    };
    expect(await judged(["artifact-owner", "author"])).toBe(true);
    expect(await judged(["reviewer"])).toBe(false);
    expect(await judged(undefined)).toBe(false);
    const on = await raised();
    const full = { rationale: "The window is short.", compensatingControl: "Two people on call." };
    const ownerId = cast["artifact-owner"].id;
    const expiresOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    must(await acceptResidual(cast["artifact-owner"], { ...on, ...full, ownerId, expiresOn }));
    const event = await test.db.objectionEvent.findFirstOrThrow({
      where: { objectionId: on.objectionId, type: "accepted-as-residual" },
    });
    expect(JSON.parse(Buffer.from(event.content).toString())).toMatchObject({
      acceptedAs: ["artifact-owner"],
    });
  });

  it("[OB9] passes to the reviewer whom the artifact owner names once its raiser has left", async () => {
    const { cast, packetId } = fixture;
    const leaver = cast.recipient;
    const seat = { packetId, accountId: leaver.id, role: "reviewer" };
    must(await addMember(cast["artifact-owner"], seat));
    const on = await raised(leaver);
    const lend = {
      id: randomUUID(),
      packetId,
      fromId: leaver.id,
      toId: cast.reviewer.id,
      act: "resolve",
      notAfter: new Date(Date.now() + 86_400_000).toISOString(),
    };
    expect(await grantDelegation(cast["artifact-owner"], lend)).toMatchObject({
      error: { code: "state-conflict" },
    });
    must(await endMember(cast["artifact-owner"], seat));
    expect(await grantDelegation(cast["release-owner"], lend)).toMatchObject({
      error: { code: "not-found" },
    });
    must(await grantDelegation(cast["artifact-owner"], lend));
    expect(must(await resolveObjection(cast.reviewer, on)).state).toBe("resolved");
  });

  it("[OB10] makes one objection and one leaf of 50 sendings at once", async () => {
    const { reviewer, author } = fixture.cast;
    const before = await leaves("objection raised");
    const same = raising();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => raiseObjection(reviewer, same)));
    expect(new Set(outcomes.map((outcome) => must(outcome).number)).size).toBe(1);
    expect((await leaves("objection raised")) - before).toBe(1);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        answerObjection(author, { packetId: fixture.packetId, objectionId: same.id, text: "Once." }),
      ),
    );
    expect(answers.every((outcome) => outcome.ok)).toBe(true);
    expect(await test.db.objectionEvent.count({ where: { objectionId: same.id } })).toBe(2);
  });

  it("[OB11] refuses a class that the kind does not have, and a place that is not of the packet", async () => {
    const { reviewer } = fixture.cast;
    expect(await raiseObjection(reviewer, raising({ class: "taste" }))).toMatchObject({
      error: { code: "invalid-input" },
    });
    const nowhere = { kind: "claim", claimId: randomUUID() };
    expect(await raiseObjection(reviewer, raising({ anchor: nowhere }))).toMatchObject({
      error: { code: "not-found" },
    });
    const other = await packetFixture({ cast: fixture.cast, laneId: fixture.laneId });
    const foreign = { kind: "claim", claimId: await addClaim(other, "elsewhere") };
    expect(await raiseObjection(reviewer, raising({ anchor: foreign }))).toMatchObject({
      error: { code: "not-found" },
    });
    const on = await raised();
    const crossed = await answerObjection(fixture.cast.author, {
      ...on,
      packetId: other.packetId,
      text: "x",
    });
    expect(crossed).toMatchObject({ error: { code: "not-found" } });
  });

  it("[AX4] tells one who is not cleared the same of a claim in an annex as of one that is nowhere", async () => {
    const annexId = await addAnnex(fixture);
    const inside = await addClaim(fixture, "a secret", annexId);
    const real = await raiseObjection(
      fixture.cast.reviewer,
      raising({ anchor: { kind: "claim", claimId: inside } }),
    );
    const missing = await raiseObjection(
      fixture.cast.reviewer,
      raising({ anchor: { kind: "claim", claimId: randomUUID() } }),
    );
    expect(real).toEqual(missing);
    const within = await raiseObjection(fixture.cast.reviewer, raising({ annexId }));
    expect(within).toMatchObject({ error: { code: "not-found" } });
    must(await raiseObjection(fixture.cast["cleared-reviewer"], raising({ annexId })));
  });
});

describe("remarks", () => {
  it("[OB12] block nothing: no state number, no leaf; and can be raised to an objection", async () => {
    const { reviewer, author } = fixture.cast;
    const { packetId } = fixture;
    const before = [await stateNumber(), await test.db.ledgerLeaf.count()];
    const remark = must(await writeRemark(reviewer, { id: randomUUID(), packetId, text: "A comma." }));
    must(
      await writeRemark(author, { id: randomUUID(), packetId, parentId: remark.remarkId, text: "Thanks." }),
    );
    must(await markRemark(author, { packetId, remarkId: remark.remarkId, done: true }));
    expect([await stateNumber(), await test.db.ledgerLeaf.count()]).toEqual(before);
    const up = must(await raiseObjection(reviewer, raising({ fromRemarkId: remark.remarkId })));
    const row = await test.db.remark.findUniqueOrThrow({ where: { id: remark.remarkId } });
    expect(row.objectionId).toBe(up.objectionId);
  });
});
