// Three packets that release nothing, each at another place of its flow: a hold, a person's gate, a gate that checks
// answer. Made by the acts of the people who sit in the kinds' roles.
import { randomUUID } from "node:crypto";
import { fillFieldsFromEvidence } from "../../lib/workflows/fields/fill-fields.ts";
import { resolveField } from "../../lib/workflows/fields/settle-field.ts";
import { addRegisterRows } from "../../lib/workflows/write-register-row.ts";
import { addRow, amend, makeRecord, rowsOf, take, writeBody, writeTraced } from "./acts.ts";
import type { Cast } from "./cast.ts";
import {
  BOARD_EXPORTS,
  BOARD_PREREQUISITES,
  BOARD_ROWS,
  BOARD_TEXT,
  BOARD_TITLE,
  BOARD_UPDATE,
  rowColumns,
} from "./caveat-board.ts";
import { bringExports } from "./evidence.ts";
import {
  MESH_BLOCKERS,
  MESH_CHECKPOINT,
  MESH_CLAIM,
  MESH_EXPORTS,
  MESH_PREREQUISITES,
  MESH_REQUIREMENTS,
  MESH_TEXT,
  MESH_TITLE,
} from "./mesh-gate.ts";
import { must } from "./must.ts";
import { STAGING_CLAIM, STAGING_EXPORTS, STAGING_TEXT, STAGING_TITLE } from "./staging-record.ts";

/** Makes the three packets. Throws where a workflow refuses what the demo takes for granted. */
export async function recordPackets(cast: Cast): Promise<void> {
  await stagingRecord(cast);
  await caveatBoard(cast);
  await meshGate(cast);
}

// Rests at the exception hold, which the release manager lifts.
async function stagingRecord(cast: Cast): Promise<void> {
  const { author } = cast;
  const packetId = await makeRecord(cast, "deployment-review-staging-record", STAGING_TITLE, [
    { accountId: author.id, role: "author" },
    { accountId: cast.reviewer.id, role: "reviewer", kindRole: "release-manager" },
    { accountId: cast["cleared-reviewer"].id, role: "reviewer", kindRole: "security-reviewer" },
  ]);
  const sources = await bringExports(author, packetId, STAGING_EXPORTS);
  must(await fillFieldsFromEvidence(author, { packetId, requestId: randomUUID() }));
  await writeTraced(author, packetId, STAGING_TEXT, STAGING_CLAIM, sources);
  await take(author, packetId, "sound", 0);
}

// Rests at the bounded review: a person says whether a blocker is cleared.
async function caveatBoard(cast: Cast): Promise<void> {
  const { author } = cast;
  const steward = cast["artifact-owner"];
  const packetId = await makeRecord(cast, "runtime-support-window-caveat-board", BOARD_TITLE, [
    { accountId: author.id, role: "author" },
    { accountId: cast["cleared-reviewer"].id, role: "reviewer", kindRole: "bounded-reviewer" },
    { accountId: cast.reviewer.id, role: "observer", kindRole: "observer" },
  ]);
  const sources = await bringExports(steward, packetId, BOARD_EXPORTS);
  const inventory = sources.get("runtime-inventory.json")?.sourceId ?? null;
  must(await fillFieldsFromEvidence(steward, { packetId, requestId: randomUUID() }));
  await amend(steward, packetId, "prerequisites", BOARD_PREREQUISITES);
  for (const row of BOARD_ROWS) await addRow(cast[row.row], packetId, "rows", rowColumns(row, inventory));
  await writeBody(steward, packetId, BOARD_TEXT);
  await addRow(author, packetId, "updates", BOARD_UPDATE);
  await take(author, packetId, "inside-upkeep", 0);
  await take(author, packetId, "revalidated", 2);
  await take(author, packetId, "needs-a-person", 3);
}

// Rests at the third guard, whose answer is to hold: two guards before it have said no.
async function meshGate(cast: Cast): Promise<void> {
  const { author } = cast;
  const packetId = await makeRecord(cast, "service-mesh-mtls-enforcement-cutover-readiness", MESH_TITLE, [
    { accountId: author.id, role: "author" },
    { accountId: cast.reviewer.id, role: "reviewer" },
    { accountId: cast["release-owner"].id, role: "observer", kindRole: "gate-owner" },
  ]);
  const sources = await bringExports(author, packetId, MESH_EXPORTS);
  must(await fillFieldsFromEvidence(author, { packetId, requestId: randomUUID() }));
  const checkpoint = (await rowsOf(packetId, "fields")).get("checkpoint");
  const seen = { packetId, rowId: checkpoint?.id, version: checkpoint?.versions[0]?.version };
  must(await resolveField(author, { ...seen, ...MESH_CHECKPOINT }));
  await amend(author, packetId, "prerequisites", MESH_PREREQUISITES);
  await amend(author, packetId, "requirements", MESH_REQUIREMENTS);
  const rows = MESH_BLOCKERS.map((columns) => ({ id: randomUUID(), columns }));
  must(await addRegisterRows(author, { packetId, register: "blockers", rows }));
  await writeTraced(author, packetId, MESH_TEXT, MESH_CLAIM, sources);
  await take(author, packetId, "full-scope", 0);
  await take(author, packetId, "narrower-subset", 2);
}
