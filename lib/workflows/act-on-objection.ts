import type { AccessAt, PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { Action } from "../auth/policy.ts";
import { type Tx, transaction } from "../db/client.ts";
import { contentPlace, openContent } from "../db/content.ts";
import type { Objection, ObjectionEvent } from "../db/generated/client.ts";
import { addObjectionEvent } from "../db/objection-store.ts";
import { readSeats } from "../db/people-store.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { ok } from "../kernel/result.ts";
import type { LedgerEventInput } from "../ledger/event.ts";
import {
  decideObjectionAct,
  decideResidual,
  type ObjectionAct,
  type ObjectionState,
  objectionState,
} from "../objections/machine.ts";
import type { ObjectionEventContent } from "../packet/content.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { acceptResidualSchema, answerObjectionSchema, settleObjectionSchema } from "./objection.schema.ts";
import { onPacket } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";
import { recordBound } from "./record-bound.ts";

/** Where an objection stands after an act. */
export interface MovedObjection {
  readonly objectionId: string;
  readonly state: ObjectionState;
}

interface On {
  readonly packetId: string;
  readonly objectionId: string;
}

const EVENTS = {
  answered: ["objection.answer", "objection answered"],
  maintained: ["objection.maintain", "objection maintained"],
  resolved: ["objection.resolve", "objection resolved"],
  withdrawn: ["objection.withdraw", "objection withdrawn"],
  "accepted-as-residual": ["objection.accept-residual", "objection accepted as residual"],
} as const satisfies Record<ObjectionAct, readonly [Action, LedgerEventInput["type"]]>;

/** Answers an objection that was raised or maintained. Input: `answerObjectionSchema`. */
export async function answerObjection(actor: Actor, input: unknown): Promise<Outcome<MovedObjection>> {
  const parsed = parseInput(answerObjectionSchema, input);
  if (!parsed.ok) return parsed;
  return move(actor, parsed.value, "answered", () => ok({ text: parsed.value.text }));
}

/** Maintains an objection against its answer: who raised it does. Input: `answerObjectionSchema`. */
export async function maintainObjection(actor: Actor, input: unknown): Promise<Outcome<MovedObjection>> {
  const parsed = parseInput(answerObjectionSchema, input);
  if (!parsed.ok) return parsed;
  return move(actor, parsed.value, "maintained", () => ok({ text: parsed.value.text }));
}

/** Resolves an objection: who raised it does, or whom the artifact owner names once they left. Input: `settleObjectionSchema`. */
export async function resolveObjection(actor: Actor, input: unknown): Promise<Outcome<MovedObjection>> {
  const parsed = parseInput(settleObjectionSchema, input);
  if (!parsed.ok) return parsed;
  return move(actor, parsed.value, "resolved", () => ok({ text: parsed.value.text ?? "" }));
}

/** Takes an objection back: who raised it does. It stays in the record. Input: `settleObjectionSchema`. */
export async function withdrawObjection(actor: Actor, input: unknown): Promise<Outcome<MovedObjection>> {
  const parsed = parseInput(settleObjectionSchema, input);
  if (!parsed.ok) return parsed;
  return move(actor, parsed.value, "withdrawn", () => ok({ text: parsed.value.text ?? "" }));
}

/** Accepts an objection as a residual, by the role that the kind names. Input: `acceptResidualSchema`. */
export async function acceptResidual(actor: Actor, input: unknown): Promise<Outcome<MovedObjection>> {
  const parsed = parseInput(acceptResidualSchema, input);
  if (!parsed.ok) return parsed;
  const { rationale, ownerId, expiresOn, compensatingControl } = parsed.value;
  return move(actor, parsed.value, "accepted-as-residual", async (tx, access) => {
    const residual = decideResidual({ rationale, ownerId, expiresOn, compensatingControl }, access.now);
    if (!residual.ok) return residual;
    const seats = await readSeats(tx, access.packet);
    if (!seats.some((seat) => seat.accountId === ownerId)) {
      return refuse("invalid-input", "The owner of a residual takes part in the packet.");
    }
    return ok({ text: rationale, ...residual.value, acceptedAs: [...access.roles].sort() });
  });
}

type Compose = (
  tx: Tx,
  access: PacketAccess,
) => Outcome<ObjectionEventContent> | Promise<Outcome<ObjectionEventContent>>;

async function move(
  actor: Actor,
  on: On,
  act: ObjectionAct,
  compose: Compose,
): Promise<Outcome<MovedObjection>> {
  const { packetId, objectionId } = on;
  // An objection's packet and scope never change, so that they may be read before the lock.
  const objection = await transaction((tx) => tx.objection.findUnique({ where: { id: objectionId } }));
  if (objection?.packetId !== packetId) return refuse("not-found");
  const at: AccessAt = { annexId: objection.annexId, objectionId };
  return onPacket(actor, { packetId, action: EVENTS[act][0], at }, async (tx, access) => {
    const events = await tx.objectionEvent.findMany({ where: { objectionId }, orderBy: { seq: "asc" } });
    const state = objectionState(events);
    const last = events.at(-1);
    if (state === null || !last) return refuse("not-found");
    const content = await compose(tx, access);
    if (!content.ok) return content;
    // The same act by the same person in the same words is the first one sent twice. Other words are not: to take
    // them for it would lose them.
    if (state === act && last.actorId === actor.id && (await says(tx, objection, last, content.value)))
      return ok({ objectionId, state });
    const next = decideObjectionAct(state, act);
    if (!next.ok) return next;
    await append(tx, access, { objection, act, seq: events.length + 1, content: content.value });
    return ok({ objectionId, state: next.value });
  });
}

async function says(
  tx: Tx,
  { id, annexId }: Objection,
  event: ObjectionEvent,
  content: ObjectionEventContent,
): Promise<boolean> {
  const kept = await openContent(tx, annexId, contentPlace("objection_events", id, event.seq), event);
  return canonicalText(kept) === canonicalText(content);
}

interface Append {
  readonly objection: Objection;
  readonly act: ObjectionAct;
  readonly seq: number;
  readonly content: ObjectionEventContent;
}

async function append(tx: Tx, access: PacketAccess, { objection, act, seq, content }: Append): Promise<void> {
  const { id, packetId, annexId, number } = objection;
  const { actor, now } = access;
  await addObjectionEvent(tx, {
    ...{ objectionId: id, annexId, seq, type: act, content },
    actorId: actor.id,
    at: now,
  });
  await recordBound(tx, {
    actor,
    packetId,
    annexId,
    reason: `Objection O${number} was ${act.replaceAll("-", " ")}.`,
    type: EVENTS[act][1],
    onBehalfOf: access.onBehalfOf?.accountId,
    text: { number, ...content },
  });
}
