import "server-only";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction } from "../db/client.ts";
import { readSeats } from "../db/people-store.ts";
import { ok } from "../kernel/result.ts";
import type { ObjectionView, PacketHeaderView, PersonView, RemarkView } from "../packet/views.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { readableTexts } from "./load-packet-room.ts";
import { openPacket } from "./open-packet.ts";
import { readHeader } from "./read-header.ts";
import { objectionViews, remarkViews } from "./view-objections.ts";

/** The objection ledger of a packet, as this reader may see it. */
export interface ObjectionPageView {
  readonly header: PacketHeaderView;
  readonly objections: readonly ObjectionView[];
  readonly remarks: readonly RemarkView[];
  readonly classes: readonly string[];
  readonly policy: "block" | "carry-visible" | "owner-decides";
  /** Who may own a residual. */
  readonly people: readonly PersonView[];
  readonly mayRaise: boolean;
  readonly mayRemark: boolean;
}

/** Loads every objection and remark that the reader may see. */
export async function loadObjections(actor: Actor, slug: string): Promise<Outcome<ObjectionPageView>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug);
    if (!opened.ok) return opened;
    const open = opened.value;
    const { header, reading } = await readHeader(tx, open);
    const objections = await objectionViews(tx, open, readableTexts(open, reading));
    const seats = await readSeats(tx, open.access.packet);
    await open.learn(seats.map((seat) => seat.accountId));
    const { classes, openPolicy } = open.access.kind.objections;
    return ok({
      header,
      objections,
      remarks: await remarkViews(tx, open, objections),
      classes,
      policy: openPolicy,
      people: [...new Set(seats.map((seat) => seat.accountId))].map(open.person),
      mayRaise: open.may("objection.raise"),
      mayRemark: open.may("remark.write"),
    });
  });
}
