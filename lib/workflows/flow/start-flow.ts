import type { PacketAccess } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import { lockNumbers } from "../../db/bound-numbers.ts";
import type { Tx } from "../../db/client.ts";
import { type Position, readPosition, readSteps, type StoredStep } from "../../db/flow-store.ts";
import { readForGates } from "../../db/gate-input.ts";
import { newestOfSlot, type SlotVersion, slotVersion } from "../../db/slot-version.ts";
import { ownerOf, roleTitle, works } from "../../flow/answer.ts";
import { nodeTitle } from "../../flow/consequence.ts";
import { follow, nodeOf, plainStart, runsOverRevision, startsOf, targetsOf } from "../../flow/flow.ts";
import { ok } from "../../kernel/result.ts";
import type { Kind } from "../../kinds/kind.schema.ts";
import { holdsKindRole } from "../../packet/seats.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { onPacket } from "../on-packet.ts";
import { parseInput } from "../parse-input.ts";
import { startFlowSchema } from "./flow.schema.ts";
import { type FlowOutcome, move, outcomeOf, sentBefore } from "./move.ts";

type Input = ReturnType<typeof startFlowSchema.parse>;
type Start = Kind["starts"][number];

/**
 * Begins a run of a kind that releases nothing: the first, one after an outcome, one after a hold by whoever the hold
 * belongs to, or one that a newer source version asks for while another is under way. Input: `startFlowSchema`.
 */
export async function startFlow(actor: Actor, input: unknown): Promise<Outcome<FlowOutcome>> {
  const parsed = parseInput(startFlowSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  return onPacket(actor, { packetId, action: "flow.start" }, (tx, access) => start(tx, access, parsed.value));
}

async function start(tx: Tx, access: PacketAccess, input: Input): Promise<Outcome<FlowOutcome>> {
  const first = await sentBefore(tx, access, input.requestId);
  if (first) return first;
  const { packet, kind, now } = access;
  if (!works(access)) return refuse("not-found");
  if (runsOverRevision(kind)) return refuse("state-conflict", "Here each revision begins a run: cut one.");
  await lockNumbers(tx, packet.id);
  const chosen = await choose(tx, access, input);
  if (!chosen.ok) return chosen;
  const { trigger } = chosen.value;
  const after = await readPosition(tx, packet.id, kind);
  const free = await mayBegin(tx, access, after, trigger);
  if (!free.ok) return free;
  const reading = await readForGates(tx, packet, kind, now);
  const moved = await move(tx, access, {
    after,
    id: input.requestId,
    type: "started",
    run: after.run + 1,
    reading,
    trail: follow(kind, targetsOf(kind, chosen.value.start.to, null)),
    triggerId: trigger?.id ?? null,
  });
  return moved.ok ? ok(outcomeOf(moved.value)) : moved;
}

/** The start that is meant, with the source version that is its reason; a slot's newest where none was named. */
async function choose(
  tx: Tx,
  { packet, kind }: PacketAccess,
  input: Input,
): Promise<Outcome<{ readonly start: Start; readonly trigger: SlotVersion | null }>> {
  const starts = startsOf(kind);
  const named = input.triggerVersionId ? await slotVersion(tx, packet.id, input.triggerVersionId) : null;
  if (input.triggerVersionId && !named)
    return refuse("invalid-input", "There is no such source version here.");
  const start =
    input.start === undefined
      ? (starts.find((one) => named !== null && one.on === named.slot) ??
        (starts.length === 1 ? starts[0] : starts.find((one) => one.on === null)))
      : starts[input.start];
  if (!start) return refuse("invalid-input", "Say where the run begins.");
  if (start.on === null || named !== null) {
    return start.on !== null && start.on !== named?.slot
      ? refuse("invalid-input", "That source is of another slot than the one that begins this run.")
      : ok({ start, trigger: named });
  }
  const newest = await newestOfSlot(tx, packet.id, start.on);
  const label = kind.sources.find((slot) => slot.key === start.on)?.label ?? start.on;
  return newest ? ok({ start, trigger: newest }) : refuse("not-ready", `This run begins with: ${label}.`);
}

async function mayBegin(
  tx: Tx,
  access: PacketAccess,
  after: Position,
  trigger: SlotVersion | null,
): Promise<Outcome<null>> {
  if (after.seq === 0 || after.rests === null) return ok(null);
  const { kind } = access;
  const node = nodeOf(kind, after.rests);
  const steps = await readSteps(tx, access.packet.id);
  if (trigger && steps.some((step) => step.triggerId === trigger.id)) {
    return refuse("state-conflict", "A run was begun by that source version already.");
  }
  if (node.sort === "outcome") return ok(null);
  if (node.sort === "sink") {
    const owner = ownerOf(node.is);
    if (holdsKindRole(kind, access, owner)) return ok(null);
    return refuse("not-found", `${roleTitle(kind, owner)} begins anew from this hold.`);
  }
  return trigger && isNewer(trigger, steps)
    ? ok(null)
    : refuse("state-conflict", `A run is under way: it rests at “${nodeTitle(kind, after.rests)}”.`);
}

function isNewer(trigger: SlotVersion, steps: readonly StoredStep[]): boolean {
  const begun = steps.find((step) => step.run === steps.at(-1)?.run);
  return trigger.newest && trigger.receivedAt.getTime() > (begun?.at.getTime() ?? 0);
}

/** Begins a run that nobody began, as its first gate is taken: by a person where the kind has such a start, else by the newest version. */
export async function beginImplied(
  tx: Tx,
  access: PacketAccess,
  after: Position,
): Promise<Outcome<StoredStep>> {
  const { packet, kind, now } = access;
  const plain = plainStart(kind);
  const trigger = plain.on === null ? null : await newestTrigger(tx, access);
  const start = startsOf(kind).find((one) => trigger !== null && one.on === trigger.slot) ?? plain;
  const reading = await readForGates(tx, packet, kind, now);
  return move(tx, access, {
    after,
    type: "started",
    run: after.run + 1,
    reading,
    trail: follow(kind, targetsOf(kind, start.to, null)),
    triggerId: trigger?.id ?? null,
  });
}

async function newestTrigger(tx: Tx, { packet, kind }: PacketAccess): Promise<SlotVersion | null> {
  const slots = startsOf(kind).flatMap((start) => start.on ?? []);
  const versions = await Promise.all(slots.map((slot) => newestOfSlot(tx, packet.id, slot)));
  const found = versions.filter((version) => version !== null);
  return found.sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime())[0] ?? null;
}
