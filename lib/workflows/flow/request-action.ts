import type { PacketAccess } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Tx } from "../../db/client.ts";
import { readPosition } from "../../db/flow-store.ts";
import { readLeaves, record } from "../../db/ledger-store.ts";
import { nodeTitle } from "../../flow/consequence.ts";
import { fromUtf8 } from "../../kernel/bytes.ts";
import { ok } from "../../kernel/result.ts";
import type { Kind } from "../../kinds/kind.schema.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { onPacket } from "../on-packet.ts";
import { parseInput } from "../parse-input.ts";
import { requestActionSchema } from "./flow.schema.ts";
import { addWorkspaceRow } from "./workspace-rows.ts";

type Input = ReturnType<typeof requestActionSchema.parse>;
type Denied = Kind["stopBoundary"]["deniedActions"][number];

const HOUR = 3_600_000;

/**
 * Asks a packet for an action. What its kind denies is refused as `beyond-stop-boundary`, and that it was asked for is
 * recorded: the record commits, and the caller is refused. Anything else is `invalid-input`, with what the packet can
 * do. Nothing is ever done. Input: `requestActionSchema`.
 */
export async function requestAction(actor: Actor, input: unknown): Promise<Outcome<never>> {
  const parsed = parseInput(requestActionSchema, input);
  if (!parsed.ok) return parsed;
  const { packetId } = parsed.value;
  const kept = await onPacket(actor, { packetId, action: "flow.request" }, (tx, access) =>
    request(tx, access, parsed.value),
  );
  return kept.ok ? refuse("beyond-stop-boundary", kept.value.says) : kept;
}

async function request(tx: Tx, access: PacketAccess, input: Input): Promise<Outcome<{ says: string }>> {
  const { statement, deniedActions } = access.kind.stopBoundary;
  const denied = deniedActions.find(({ key, text }) => key === input.action || text === input.action);
  if (!denied) return refuse("invalid-input", await whatItCan(tx, access));
  if (!(await recordedLately(tx, access, denied))) await keep(tx, access, denied, input);
  return ok({ says: `“${denied.text}” is not done or decided here. ${statement}` });
}

async function keep(tx: Tx, access: PacketAccess, denied: Denied, input: Input): Promise<void> {
  const { packet, actor } = access;
  // What a closed or diverted packet holds is not written any more; that somebody asked is. A standing request holds
  // the boundary's gate, so that whoever only reads the packet writes none.
  const reads = [...access.roles].every((role) => role === "observer" || role === "delegate");
  if (!reads && (packet.state === "drafting" || packet.state === "frozen")) {
    await addWorkspaceRow(tx, access, {
      register: "requests",
      id: input.requestId,
      columns: { action: denied.text, note: input.note ?? "" },
      ownerId: actor.id,
    });
  }
  await record(tx, {
    type: "action refused",
    actor,
    packetId: packet.id,
    text: { action: denied.key, ...(input.note ? { note: input.note } : {}) },
  });
}

/** The same person asking for the same thing is recorded once an hour: the ledger is no place to shout into. */
async function recordedLately(
  tx: Tx,
  { packet, actor, now }: PacketAccess,
  denied: Denied,
): Promise<boolean> {
  const leaves = await readLeaves(tx, { packetIds: [packet.id], types: ["action refused"], limit: 200 });
  return leaves.some(
    (leaf) =>
      leaf.actorId === actor.id &&
      now.getTime() - leaf.at.getTime() < HOUR &&
      actionOf(leaf.words) === denied.key,
  );
}

function actionOf(words: Uint8Array | null): string | null {
  const text = words === null ? null : fromUtf8(words);
  if (text === null) return null;
  const { text: said } = JSON.parse(text) as { text: { action?: string } };
  return said.action ?? null;
}

async function whatItCan(tx: Tx, { packet, kind }: PacketAccess): Promise<string> {
  const { rests } = await readPosition(tx, packet.id, kind);
  const here = rests === null ? "A run of it can be begun." : `It rests at “${nodeTitle(kind, rests)}”.`;
  return `A packet does nothing by itself: people write it, and its gates are taken. ${here}`;
}
