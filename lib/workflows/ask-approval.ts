import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { notify } from "../bus/notify.ts";
import { stopping } from "../checks/gates.ts";
import { lockNumbers, saltedNumbers } from "../db/bound-numbers.ts";
import { noteOutcomes } from "../db/check-outcome-store.ts";
import type { Tx } from "../db/client.ts";
import { gatesOf, movedSince, newSalt, predicateNow, readForGates } from "../db/gate-input.ts";
import { record } from "../db/ledger-store.ts";
import {
  keepManifest,
  moveManifest,
  openManifest,
  rebindManifest,
  type StoredManifest,
} from "../db/manifest-store.ts";
import type { StoredRevision } from "../db/revision-store.ts";
import { runsOverRevision } from "../flow/flow.ts";
import { ok } from "../kernel/result.ts";
import { buildManifest } from "../manifest/statement.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { wholePacketSchema } from "./approval.schema.ts";
import { comeToSigning } from "./flow/approval-steps.ts";
import { notReady } from "./not-ready.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";

/** The manifest that stands pending after the act. */
export interface AskOutcome {
  readonly manifestId: string;
  readonly number: number;
  readonly digest: string;
  readonly revisionNumber: number;
}

const HOUR = 3_600_000;

/**
 * Asks for approval of the head: fixes the manifest, freezes the text, and supersedes a manifest that was on hold.
 * Every check of the gates before a request must stand. Input: `wholePacketSchema`.
 */
export async function askApproval(actor: Actor, input: unknown): Promise<Outcome<AskOutcome>> {
  const parsed = parseInput(wholePacketSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "manifest.ask" }, ask);
}

async function ask(tx: Tx, access: PacketAccess): Promise<Outcome<AskOutcome>> {
  const { packet, kind, actor, now } = access;
  // Nobody could decide it, and the text would stay frozen.
  if (!runsOverRevision(kind)) return refuse("state-conflict", "A packet of this kind is never released.");
  const numbers = await lockNumbers(tx, packet.id);
  const before = await openManifest(tx, packet.id);
  if (before?.state === "pending") return refuse("state-conflict", "Approval is being asked already.");
  const asked = await readForGates(tx, packet, kind, now);
  const stops = stopping(gatesOf(asked), "request");
  if (stops.length > 0) return notReady(stops);
  const { head } = asked;
  if (!head || head.digest !== asked.candidate.digest) return refuse("not-ready", "Cut a revision first.");
  const come = await comeToSigning(tx, access, asked);
  if (!come.ok) return come;
  const reading = come.value;
  const lapsesAt = new Date(now.getTime() + kind.approval.lapseHours * HOUR);
  const number = packet.manifestCount + 1;
  const salt = newSalt();
  const asking = { number, askedBy: { id: actor.id, name: actor.name }, askedAt: now, lapsesAt, salt };
  const manifest = buildManifest(head.digest, await predicateNow(tx, reading, asking));
  if (before) await moveManifest(tx, before.id, { from: ["held"], to: "superseded", reason: null, at: now });
  const manifestId = await keepManifest(tx, {
    packetId: packet.id,
    number,
    revisionId: head.id,
    digest: manifest.digest,
    bytes: manifest.bytes,
    askedById: actor.id,
    askedAt: now,
    lapsesAt,
    numbers,
    salt,
  });
  await freeze(tx, packet.id);
  await noteOutcomes(tx, packet.id, gatesOf(reading), now);
  if (before) await recordSuperseded(tx, access, before);
  if (packet.state !== "frozen") await record(tx, { type: "frozen", actor, packetId: packet.id });
  await record(tx, { type: "ready", actor: null, packetId: packet.id, subjects: { revision: head.digest } });
  await recordAsked(tx, access, {
    manifest: manifest.digest,
    number,
    head,
    numbers: saltedNumbers(numbers, salt),
  });
  return ok({ manifestId, number, digest: manifest.digest, revisionNumber: head.number });
}

async function freeze(tx: Tx, packetId: string): Promise<void> {
  await tx.packet.update({ where: { id: packetId }, data: { state: "frozen" } });
  await notify(tx, { kind: "access", packetId });
}

async function recordSuperseded(
  tx: Tx,
  { packet, actor }: PacketAccess,
  before: StoredManifest,
): Promise<void> {
  await record(tx, {
    type: "manifest superseded",
    actor,
    packetId: packet.id,
    subjects: { manifest: before.digest, revision: before.revisionDigest },
    text: { manifest: before.number },
  });
}

async function recordAsked(
  tx: Tx,
  { packet, actor }: PacketAccess,
  asked: {
    readonly manifest: string;
    readonly number: number;
    readonly head: StoredRevision;
    readonly numbers: string;
  },
): Promise<void> {
  await record(tx, {
    type: "manifest asked",
    actor,
    packetId: packet.id,
    subjects: { manifest: asked.manifest, revision: asked.head.digest, numbers: asked.numbers },
    text: { manifest: asked.number, revision: asked.head.number },
  });
}

/**
 * Looks at a held manifest again: it returns to pending only where the packet gives every binding it has and its
 * checks pass; the text is frozen again. Otherwise the refusal names what moved. Input: `wholePacketSchema`.
 */
export async function recheckManifest(actor: Actor, input: unknown): Promise<Outcome<AskOutcome>> {
  const parsed = parseInput(wholePacketSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "manifest.ask" }, recheck);
}

async function recheck(tx: Tx, access: PacketAccess): Promise<Outcome<AskOutcome>> {
  const { packet, kind, now } = access;
  const numbers = await lockNumbers(tx, packet.id);
  const manifest = await openManifest(tx, packet.id);
  if (manifest?.state !== "held" || now >= manifest.lapsesAt) return refuse("state-conflict");
  const reading = await readForGates(tx, packet, kind, now);
  const stops = stopping(gatesOf(reading), "request");
  if (stops.length > 0) return notReady(stops);
  const moved =
    reading.head?.digest === manifest.revisionDigest
      ? await movedSince(tx, reading, manifest)
      : ["The revision"];
  if (moved.length > 0) return refuse("manifest-held", `No longer as asked: ${moved.join(", ")}. Ask anew.`);
  await rebindManifest(tx, manifest, numbers, now);
  await freeze(tx, packet.id);
  if (packet.state !== "frozen")
    await record(tx, { type: "frozen", actor: access.actor, packetId: packet.id });
  await record(tx, {
    type: "ready",
    actor: access.actor,
    packetId: packet.id,
    subjects: {
      manifest: manifest.digest,
      revision: manifest.revisionDigest,
      numbers: saltedNumbers(numbers, manifest.salt),
    },
    text: { manifest: manifest.number, returned: true },
  });
  return ok({
    manifestId: manifest.id,
    number: manifest.number,
    digest: manifest.digest,
    revisionNumber: manifest.predicate.revision.number,
  });
}
