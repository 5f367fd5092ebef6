import "server-only";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction } from "../db/client.ts";
import { readSeats } from "../db/people-store.ts";
import { type ReadRow, readRows } from "../db/register-store.ts";
import type { Json } from "../kernel/canonical.ts";
import { ok } from "../kernel/result.ts";
import type { KindRegister } from "../kinds/kind.schema.ts";
import { registersOf } from "../packet/registers.ts";
import { holdsKindRole } from "../packet/seats.ts";
import type { HoldView, PacketHeaderView, PersonView, RegisterView } from "../packet/views.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { type OpenPacket, openPacket } from "./open-packet.ts";
import { readHeader } from "./read-header.ts";
import { holdViews } from "./view-objections.ts";

/** Every register of a packet with its rows, and the holds that people raised. */
export interface RegistersPageView {
  readonly header: PacketHeaderView;
  readonly registers: readonly RegisterView[];
  readonly holds: readonly HoldView[];
  readonly people: readonly PersonView[];
}

/** Loads the registers of the scopes that the reader may see. */
export async function loadRegisters(actor: Actor, slug: string): Promise<Outcome<RegistersPageView>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug);
    if (!opened.ok) return opened;
    const open = opened.value;
    const { packet, kind } = open.access;
    const rows = await readRows(tx, packet.id, open.scopes, open.reader);
    const seats = await readSeats(tx, packet);
    await open.learn([
      ...seats.map((seat) => seat.accountId),
      ...rows.flatMap((row) => [row.ownerId, ...row.versions.map((version) => version.actorId)]),
    ]);
    return ok({
      header: (await readHeader(tx, open)).header,
      registers: registersOf(kind).map((definition) => registerView(open, definition, rows)),
      holds: await holdViews(tx, open),
      people: [...new Set(seats.map((seat) => seat.accountId))].map(open.person),
    });
  });
}

function registerView(open: OpenPacket, definition: KindRegister, rows: readonly ReadRow[]): RegisterView {
  const holds = (roles: readonly string[]) =>
    roles.some((role) => holdsKindRole(open.access.kind, open.access, role));
  const mine = (row: ReadRow) => row.ownerId === open.access.actor.id;
  return {
    key: definition.key,
    title: definition.title,
    columns: definition.columns,
    mayAdd: open.may("register.write") && holds(definition.addBy),
    rows: rows
      .filter((row) => row.register === definition.key)
      .map((row) => ({
        id: row.id,
        key: row.key,
        version: row.versions[0]?.version ?? 0,
        state: row.versions[0]?.state ?? "retired",
        ownerName: row.ownerId === null ? null : open.person(row.ownerId).name,
        fromKind: row.fromKind,
        annexNumber: open.annexNumber(row.annexId),
        columns: asText(row.versions[0]?.columns ?? {}),
        history: row.versions.map((version) => ({
          version: version.version,
          by: version.actorId === null ? "the kind" : open.person(version.actorId).name,
          at: version.at.toISOString(),
          state: version.state,
        })),
        mayEdit:
          open.may("register.write", { annexId: row.annexId }) && (mine(row) || holds(definition.editBy)),
      })),
  };
}

function asText(columns: Readonly<Record<string, Json>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
