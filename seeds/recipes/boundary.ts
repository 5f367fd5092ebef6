// People, annexes and what a request is asked under; and what only somebody at the database could do, which two checks
// are there to find.

import { randomUUID } from "node:crypto";
import { database } from "../../lib/db/client.ts";
import { runsOverRevision } from "../../lib/flow/flow.ts";
import type { Kind } from "../../lib/kinds/kind.schema.ts";
import { seatRoleOf } from "../../lib/packet/seats.ts";
import { addMember, endMember } from "../../lib/workflows/change-member.ts";
import { withholdField } from "../../lib/workflows/fields/settle-field.ts";
import { makeClaim } from "../../lib/workflows/make-claim.ts";
import { must } from "../../test/build-packet.ts";
import { ask } from "../acts.ts";
import { fieldRow } from "../fields.ts";
import { addFile, personOf, type Stage } from "../stage.ts";
import { addParagraph } from "../text.ts";
import { makeTracedClaim } from "./content.ts";
import { type Asked, nothing, type Recipe, turned, Unable } from "./recipe.ts";
import { cut } from "./revision.ts";

/** The roles that somebody must hold and that one person here holds alone. */
function neededRoles(kind: Kind): readonly string[] {
  const seats = ["reviewer", "observer", "required-signer"];
  return kind.roles
    .filter((role) => role.min > 0 || kind.approval.requiredSigners.includes(role.key))
    .filter((role) => seats.includes(seatRoleOf(kind, role.key)))
    .map((role) => role.key);
}

function membership(stage: Stage, role: string) {
  const seat = seatRoleOf(stage.kind, role);
  return { packetId: stage.packetId, accountId: personOf(stage, role).id, role: seat, kindRole: role };
}

async function vacate({ stage, turn }: Asked): Promise<void> {
  const role = turned(neededRoles(stage.kind), turn);
  must(await endMember(stage.owner, membership(stage, role)));
  stage.notes.set("vacant", role);
}

async function fillSeat({ stage }: Asked): Promise<void> {
  const role = stage.notes.get("vacant");
  if (role) must(await addMember(stage.owner, membership(stage, role)));
  stage.notes.delete("vacant");
}

/** The release owner writes a sentence, and nobody is left who may approve what others wrote. */
async function coWrite({ stage }: Asked): Promise<void> {
  if (!stage.releaseOwner) throw new Unable("nobody releases");
  await addParagraph(
    stage,
    stage.kind.sections[0]?.key ?? "",
    "A sentence of the release owner.",
    stage.releaseOwner,
  );
}

/** Approval is asked, then something is written: what was asked for is no longer what stands. */
async function moveOn({ stage }: Asked): Promise<void> {
  await cut(stage);
  await ask(stage);
  await addFile(stage, { name: "Came while approval was asked", facts: new Map([["record.late", "yes"]]) });
}

/** Something of the annex is not what it was when the revision was cut. */
async function moveAnnex({ stage }: Asked): Promise<void> {
  const annexId = annexOf(stage);
  const { packetId, owner } = stage;
  must(await makeClaim(owner, { id: randomUUID(), packetId, annexId, quote: "Said in the annex alone." }));
}

function annexOf(stage: Stage): string {
  const annexId = stage.notes.get("annex");
  if (!annexId) throw new Unable("there is no annex");
  return annexId;
}

/** A field is withheld for an annex that is not there: the walk leaves it out for this check. */
async function withholdNowhere({ stage, turn }: Asked): Promise<void> {
  const field = turned(withholdable(stage.kind), turn);
  const { rowId, version } = await fieldRow(stage, field.key);
  const reason = "It is not for this audience.";
  must(await withholdField(stage.world.clerk, { packetId: stage.packetId, rowId, version, reason }));
}

function withholdable(kind: Kind) {
  return kind.fields.filter((field) => field.annex !== null);
}

/** Past the workflows, which refuse it: a trace link of the body points at a claim of an annex. */
async function pointInside({ stage }: Asked): Promise<void> {
  const annexId = annexOf(stage);
  const { packetId, owner } = stage;
  const inside = await makeClaim(owner, { id: randomUUID(), packetId, annexId, quote: "Of the annex." });
  const open = { packetId, annexId: null, endedAt: null };
  if ((await database().traceLink.count({ where: open })) === 0) await makeTracedClaim(stage);
  const link = await database().traceLink.findFirstOrThrow({ where: open });
  stage.notes.set("stray", link.id);
  stage.notes.set("stray-claim", link.claimId);
  await database().traceLink.update({ where: { id: link.id }, data: { claimId: must(inside).claimId } });
}

async function pointOutside({ stage }: Asked): Promise<void> {
  const [id, claimId] = [stage.notes.get("stray"), stage.notes.get("stray-claim")];
  if (id && claimId) await database().traceLink.update({ where: { id }, data: { claimId } });
}

/** Past the workflows, which never do it: a revision stands in the store that follows none of this packet. */
async function breakLineage({ stage }: Asked): Promise<void> {
  const { packetId } = stage;
  const { id: _id, ...newest } = await database().revision.findFirstOrThrow({
    where: { packetId },
    orderBy: { number: "desc" },
  });
  const bound = newest.bound ?? {};
  await database().revision.create({
    data: { ...newest, bound, number: newest.number + 1, parentDigest: "0".repeat(64) },
  });
}

/** Recipes of checks of people, annexes and the store. */
export const BOUNDARY: Readonly<Record<string, Recipe>> = {
  "roles-filled": {
    satisfy: fillSeat,
    violate: vacate,
    able: (kind) => neededRoles(kind).length > 0,
  },
  "separation-of-duties": {
    satisfy: nothing,
    violate: coWrite,
    able: ({ approval }) => approval.releaseOwner && !approval.approverMayContribute,
  },
  "approval-current": { satisfy: nothing, violate: moveOn, able: runsOverRevision },
  "annex-boundary": {
    satisfy: ({ stage }) => cut(stage),
    violate: moveAnnex,
    able: (kind) => runsOverRevision(kind) && kind.annexes.length > 0,
  },
  "held-details": {
    satisfy: nothing,
    violate: withholdNowhere,
    able: (kind) => withholdable(kind).length > 0,
  },
  "no-overexposure": {
    satisfy: pointOutside,
    violate: pointInside,
    able: (kind) => kind.annexes.length > 0,
  },
  "lineage-unbroken": { satisfy: nothing, violate: breakLineage, able: runsOverRevision },
};
