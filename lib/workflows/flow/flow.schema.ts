import { z } from "zod";
import { keyword, prose, uuid } from "../../kernel/text.schema.ts";

/** The label of an exit, as the kind spells it. */
const label = z.string().min(1).max(2000);
/** The number of the newest step that the person saw; 0 before any. */
const seenSeq = z.int().min(0);

/** Begins a run. `start` is the number of the kind's start, from 0; `triggerVersionId` the source version that is its reason. */
export const startFlowSchema = z.strictObject({
  packetId: uuid,
  requestId: uuid,
  start: z.int().min(0).max(100).optional(),
  triggerVersionId: uuid.nullable().optional(),
});

/**
 * Takes the gate where the flow rests. `exit` is the person's choice; at a gate that its checks answer, what the person
 * expected, if anything. `stateToken` says what of the record they saw.
 */
export const takeGateSchema = z.strictObject({
  packetId: uuid,
  requestId: uuid,
  gate: keyword,
  exit: label.nullable().optional(),
  reason: prose(4000).nullable().optional(),
  seenSeq,
  stateToken: z.string().max(10_000).nullable().optional(),
});

/** Lifts the hold where the flow rests. */
export const liftSinkSchema = z.strictObject({
  packetId: uuid,
  requestId: uuid,
  reason: prose(4000),
  seenSeq,
});

/** Asks for an action of the packet: the key of one of the kind's denied actions, or its words. */
export const requestActionSchema = z.strictObject({
  packetId: uuid,
  requestId: uuid,
  action: prose(2000),
  note: prose(4000).nullable().optional(),
});
