import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import {
  addAnnex,
  addClaim,
  addTextSource,
  type Cast,
  makeCast,
  makeLane,
  must,
  type PacketFixture,
  packetFixture,
} from "../../test/build-packet.ts";
import { testDatabase } from "../../test/database.ts";
import type { Actor } from "../auth/actor.ts";
import { answerObjection } from "../workflows/act-on-objection.ts";
import { openHold } from "../workflows/change-hold.ts";
import { takeGate } from "../workflows/flow/take-gate.ts";
import { raiseObjection } from "../workflows/raise-objection.ts";
import { traceClaim } from "../workflows/trace-claim.ts";
import { addRegisterRow } from "../workflows/write-register-row.ts";
import { writeRemark } from "../workflows/write-remark.ts";
import { loadAnnex, loadAnnexes } from "./load-annex.ts";
import { loadFlow } from "./load-flow.ts";
import { loadHome } from "./load-home.ts";
import { loadLedger } from "./load-ledger.ts";
import { loadObjections } from "./load-objections.ts";
import { loadPacketRoom } from "./load-packet-room.ts";
import { loadPackets } from "./load-packets.ts";
import { loadPeople } from "./load-people.ts";
import { loadRegisters } from "./load-registers.ts";
import { loadSourceVersion } from "./load-source-version.ts";
import { loadSources } from "./load-sources.ts";

// Two packets that differ in nothing but what their annex says. Whoever is not cleared must not tell them apart.

interface World {
  readonly fixture: PacketFixture;
  readonly annexId: string;
  readonly sourceId: string;
  readonly words: string;
}

let cast: Cast;
let left: World;
let right: World;

async function world(words: string, laneId: string): Promise<World> {
  const fixture = await packetFixture({ cast, laneId, title: "Twin" });
  const { packetId } = fixture;
  const annexId = await addAnnex(fixture, `Title ${words}`);
  const source = await addTextSource(fixture, `Source ${words}\nsecond line`, {
    annexId,
    name: `Name ${words}`,
  });
  const claimId = await addClaim(fixture, `Claim ${words}`, annexId);
  const locator = { kind: "line-range", start: 1, end: 1 };
  must(
    await traceClaim(cast.author, {
      id: randomUUID(),
      packetId,
      claimId,
      sourceVersionId: source.versionId,
      locator,
    }),
  );
  const anchor = { kind: "claim", claimId };
  const raised = must(
    await raiseObjection(cast["cleared-reviewer"], {
      ...{ id: randomUUID(), packetId, annexId, class: "evidence", anchor },
      text: `Objection ${words}`,
    }),
  );
  must(
    await answerObjection(cast.author, {
      packetId,
      objectionId: raised.objectionId,
      text: `Answer ${words}`,
    }),
  );
  must(await writeRemark(cast.author, { id: randomUUID(), packetId, annexId, text: `Remark ${words}` }));
  must(await openHold(cast.author, { id: randomUUID(), packetId, annexId, reason: `Hold ${words}` }));
  must(
    await addRegisterRow(cast.author, {
      ...{ id: randomUUID(), packetId, annexId, register: "open-questions" },
      columns: { question: `Question ${words}` },
    }),
  );
  const gate = { packetId, requestId: randomUUID(), gate: "complete-and-current", seenSeq: 0 };
  must(await takeGate(cast["cleared-reviewer"], gate));
  return { fixture, annexId, sourceId: source.sourceId, words };
}

beforeAll(async () => {
  await testDatabase();
  cast = await makeCast();
  const laneId = await makeLane(cast);
  left = await world("canary-5f1d0c7a", laneId);
  right = await world("kestrel-b2", laneId);
});

async function everything(actor: Actor, { fixture, sourceId }: World): Promise<Record<string, unknown>> {
  const { slug } = fixture;
  return {
    room: await loadPacketRoom(actor, slug),
    sources: await loadSources(actor, slug),
    source: await loadSourceVersion(actor, slug, sourceId, {}),
    objections: await loadObjections(actor, slug),
    registers: await loadRegisters(actor, slug),
    people: await loadPeople(actor, slug),
    annexes: await loadAnnexes(actor, slug),
    annex: await loadAnnex(actor, slug, 1),
    flow: await loadFlow(actor, slug),
    ledger: await loadLedger(actor, { packetSlug: slug }),
  };
}

/** Ids, times, digests and ledger indexes differ between any two packets; nothing else may. */
function masked(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<id>")
    .replace(/twin-[0-9a-f]{8}/g, "<slug>")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
    .replace(/[0-9a-f]{64}/g, "<digest>")
    .replace(/"stateToken": "[^"]+"/, '"stateToken": ""')
    .replace(/"(index|nextBefore|size)": \d+/g, '"$1": 0');
}

const UNCLEARED = ["reviewer", "release-owner", "outsider", "recipient", "auditor", "admin"] as const;

describe("twin worlds", () => {
  it("[AX6] find the canary in what the cleared are given, so that the detector works", async () => {
    for (const role of ["author", "artifact-owner", "cleared-reviewer"] as const) {
      const text = JSON.stringify(await everything(cast[role], left));
      for (const part of [
        "Title",
        "Source",
        "Name",
        "Claim",
        "Objection",
        "Answer",
        "Remark",
        "Hold",
        "Question",
      ]) {
        expect(text, `${part} for ${role}`).toContain(`${part} ${left.words}`);
      }
    }
  });

  it.each(UNCLEARED)(
    "[AX7] give %s no byte of an annex, and no way to tell two annexes apart",
    async (role) => {
      const actor = cast[role];
      const seen = await everything(actor, left);
      expect(JSON.stringify(seen)).not.toContain(left.words);
      expect(JSON.stringify(seen)).not.toContain(left.annexId);
      expect(masked(seen)).toBe(masked(await everything(actor, right)));
      const home = JSON.stringify([await loadHome(actor), await loadPackets(actor)]);
      expect(home).not.toContain(left.words);
    },
  );

  it("[AX8] show a member the placeholder, and an outsider not even the packet", async () => {
    const room = must(await loadPacketRoom(cast.reviewer, left.fixture.slug));
    expect(room.annexes).toHaveLength(1);
    expect(room.annexes[0]).toMatchObject({
      number: 1,
      cleared: false,
      open: null,
      liftedBy: "artifact-owner",
    });
    const outside = await everything(cast.outsider, left);
    const nowhere = await loadPacketRoom(cast.outsider, "no-such-packet-00000000");
    expect(outside.room).toEqual(nowhere);
  });
});
