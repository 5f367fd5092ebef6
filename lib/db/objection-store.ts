import { groupBy } from "../kernel/group-by.ts";
import { assertInvariant } from "../kernel/invariant.ts";
import { isObjectionState, type ObjectionState } from "../objections/machine.ts";
import type {
  HoldContent,
  ObjectionContent,
  ObjectionEventContent,
  RemarkContent,
} from "../packet/content.ts";
import type { Tx } from "./client.ts";
import { type ContentReader, contentPlace, sealContent } from "./content.ts";
import type { Hold, Objection, Remark } from "./generated/client.ts";
import { inScopes } from "./register-store.ts";

/** One event of an objection to write; `seq` counts from 1. */
export interface ObjectionEventInput {
  readonly objectionId: string;
  readonly annexId: string | null;
  readonly seq: number;
  readonly type: ObjectionState;
  readonly actorId: string;
  readonly at: Date;
  readonly content: ObjectionEventContent;
}

/** Appends an event to an objection. */
export async function addObjectionEvent(tx: Tx, input: ObjectionEventInput): Promise<void> {
  const { annexId, content, ...row } = input;
  const place = contentPlace("objection_events", row.objectionId, row.seq);
  await tx.objectionEvent.create({ data: { ...row, ...(await sealContent(tx, annexId, place, content)) } });
}

/** An objection with its events in order; its state is the last one's type. */
export interface ReadObjection extends Omit<Objection, "content" | "sealed"> {
  readonly content: ObjectionContent;
  readonly state: ObjectionState;
  readonly events: readonly {
    readonly seq: number;
    readonly type: ObjectionState;
    readonly actorId: string;
    readonly at: Date;
    readonly content: ObjectionEventContent;
  }[];
}

/** Every objection of the packet in the given scopes (null is the body), in order of number. */
export async function readObjections(
  tx: Tx,
  packetId: string,
  scopes: readonly (string | null)[],
  reader: ContentReader,
): Promise<readonly ReadObjection[]> {
  const rows = await tx.objection.findMany({
    where: { packetId, ...inScopes(scopes) },
    orderBy: { number: "asc" },
  });
  const stored = await tx.objectionEvent.findMany({
    where: { objectionId: { in: rows.map((row) => row.id) } },
    orderBy: { seq: "asc" },
  });
  const byObjection = groupBy(stored, (event) => event.objectionId);
  return rows.map(({ content, sealed, ...row }) => {
    const events = (byObjection.get(row.id) ?? []).map((event) => {
      const { seq, type, actorId, at } = event;
      assertInvariant(isObjectionState(type), "OB1", `unknown event ${type}`);
      const place = contentPlace("objection_events", row.id, seq);
      return {
        ...{ seq, type, actorId, at },
        content: reader.open(row.annexId, place, event) as unknown as ObjectionEventContent,
      };
    });
    const state = events.at(-1)?.type;
    assertInvariant(state !== undefined, "OB1", "an objection without an event");
    const place = contentPlace("objections", row.id);
    const open = reader.open(row.annexId, place, { content, sealed }) as unknown as ObjectionContent;
    return { ...row, content: open, state, events };
  });
}

/** A remark with its content open. */
export interface ReadRemark extends Omit<Remark, "content" | "sealed"> {
  readonly content: RemarkContent;
}

/** Every remark of the packet in the given scopes (null is the body), oldest first. */
export async function readRemarks(
  tx: Tx,
  packetId: string,
  scopes: readonly (string | null)[],
  reader: ContentReader,
): Promise<readonly ReadRemark[]> {
  const rows = await tx.remark.findMany({
    where: { packetId, ...inScopes(scopes) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ content, sealed, ...row }) => {
    const place = contentPlace("remarks", row.id);
    return {
      ...row,
      content: reader.open(row.annexId, place, { content, sealed }) as unknown as RemarkContent,
    };
  });
}

/** A person's hold with its content open. */
export interface ReadHold extends Omit<Hold, "content" | "sealed"> {
  readonly content: HoldContent;
}

/** Every hold that a person raised in the given scopes (null is the body), in order of number; closed ones too. */
export async function readHolds(
  tx: Tx,
  packetId: string,
  scopes: readonly (string | null)[],
  reader: ContentReader,
): Promise<readonly ReadHold[]> {
  const rows = await tx.hold.findMany({
    where: { packetId, ...inScopes(scopes) },
    orderBy: { number: "asc" },
  });
  return rows.map(({ content, sealed, ...row }) => {
    const place = contentPlace("holds", row.id);
    return {
      ...row,
      content: reader.open(row.annexId, place, { content, sealed }) as unknown as HoldContent,
    };
  });
}
