import type { PacketAccess } from "../auth/access.ts";
import { stopping } from "../checks/gates.ts";
import { lockNumbers, saltedNumbers } from "../db/bound-numbers.ts";
import { noteOutcomes } from "../db/check-outcome-store.ts";
import type { Tx } from "../db/client.ts";
import { type GateReading, gatesOf, newSalt, readForGates } from "../db/gate-input.ts";
import { record } from "../db/ledger-store.ts";
import { keepFreshAnnexes, reviseUnder } from "../db/packet-state.ts";
import { keepRevision, revisionById } from "../db/revision-store.ts";
import type { Digest } from "../kernel/brand.ts";
import { ok } from "../kernel/result.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { revisionBytes } from "../revision/revision.ts";
import { notReady } from "./not-ready.ts";

/** The revision that stands as head after a cut; `made` false where nothing had moved and the head is the old one. */
export interface CutOutcome {
  readonly revisionId: string;
  readonly number: number;
  readonly digest: Digest;
  readonly made: boolean;
}

/**
 * Cuts the packet inside an act that goes on: the packet row is held, and has changed since `access` was read in
 * nothing but its state number. Where nothing moved since the head was cut, the head is returned.
 */
export async function cutInside(tx: Tx, access: PacketAccess): Promise<Outcome<CutOutcome>> {
  const { packet, kind, now } = access;
  await lockNumbers(tx, packet.id);
  const reading = await readForGates(tx, packet, kind, now);
  const { head, candidate } = reading;
  if (head && candidate.digest === head.digest) {
    return ok({ revisionId: head.id, number: head.number, digest: head.digest, made: false });
  }
  const stops = stopping(gatesOf(reading), "cut");
  if (stops.length > 0) return notReady(stops);
  const made = await keep(tx, access, reading);
  return ok(made);
}

async function keep(tx: Tx, { packet, actor, now }: PacketAccess, reading: GateReading): Promise<CutOutcome> {
  const parentDigest = reading.head?.digest ?? null;
  const next = reviseUnder(reading.state, parentDigest);
  const number = packet.revisionCount + 1;
  const salt = newSalt();
  await keepFreshAnnexes(tx, reading.state.fresh);
  const revisionId = await keepRevision(tx, {
    packetId: packet.id,
    number,
    digest: next.digest,
    parentDigest,
    bytes: revisionBytes(next.body),
    cutById: actor.id,
    cutAt: now,
    numbers: reading.numbers,
    salt,
  });
  const head = await revisionById(tx, revisionId);
  await noteOutcomes(tx, packet.id, gatesOf({ ...reading, head, candidate: next, unbroken: true }), now);
  await record(tx, {
    type: "cut",
    actor,
    packetId: packet.id,
    subjects: {
      revision: next.digest,
      ...(parentDigest ? { parent: parentDigest } : {}),
      numbers: saltedNumbers(reading.numbers, salt),
    },
    text: { number },
  });
  return { revisionId, number, digest: next.digest, made: true };
}
