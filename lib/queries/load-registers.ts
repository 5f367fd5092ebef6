import "server-only";
import type { Actor } from "../auth/actor.ts";
import { readClaims } from "../db/claim-store.ts";
import { outcomeTransaction } from "../db/client.ts";
import { readSeats } from "../db/people-store.ts";
import { type ReadRow, readRows } from "../db/register-store.ts";
import { readSources } from "../db/source-store.ts";
import type { Json } from "../kernel/canonical.ts";
import { ok } from "../kernel/result.ts";
import type { KindRegister } from "../kinds/kind.schema.ts";
import { registersOf, writersOf } from "../packet/registers.ts";
import { holdsKindRole } from "../packet/seats.ts";
import { WRITTEN_BY_WORKSPACE } from "../packet/standard-registers.ts";
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
  /** What a column may point at, of the scopes that the reader may see. */
  readonly choices: {
    readonly sources: readonly RegisterChoice[];
    readonly claims: readonly RegisterChoice[];
  };
}

/** One thing that a column may point at. */
export interface RegisterChoice {
  readonly value: string;
  readonly label: string;
}

function choicesOf(names: ReadonlyMap<string, string>): readonly RegisterChoice[] {
  return [...names].map(([value, label]) => ({
    value,
    label: label.length > 80 ? `${label.slice(0, 79)}…` : label,
  }));
}

function place(open: OpenPacket, annexId: string | null): string {
  const number = open.annexNumber(annexId);
  return number === null ? "" : `A${number}-`;
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
    const sources = await readSources(tx, packet.id, open.scopes, open.reader);
    const claims = await readClaims(tx, packet.id, open.scopes, open.reader);
    await open.learn([
      ...seats.map((seat) => seat.accountId),
      ...rows.flatMap((row) => [row.ownerId, ...row.versions.map((version) => version.actorId)]),
    ]);
    const people = [...new Set(seats.map((seat) => seat.accountId))].map(open.person);
    const named = {
      sources: new Map(
        sources.map((one) => [one.id, `${place(open, one.annexId)}S${one.number} ${one.content.name}`]),
      ),
      claims: new Map(
        claims.map((one) => [one.id, `${place(open, one.annexId)}C${one.number} ${one.content.quote}`]),
      ),
      people: new Map(people.map((one) => [one.id, one.name])),
    };
    return ok({
      header: (await readHeader(tx, open)).header,
      registers: registersOf(kind).map((definition) => registerView(open, definition, rows, named)),
      choices: { sources: choicesOf(named.sources), claims: choicesOf(named.claims) },
      holds: await holdViews(tx, open),
      people,
    });
  });
}

function registerView(
  open: OpenPacket,
  definition: KindRegister,
  rows: readonly ReadRow[],
  names: Names,
): RegisterView {
  const written = WRITTEN_BY_WORKSPACE.has(definition.key);
  const { kind, ...held } = open.access;
  const holds = (named: readonly string[]) =>
    writersOf(named).some((role) => holdsKindRole(kind, held, role));
  const mine = (row: ReadRow) => row.ownerId === open.access.actor.id;
  return {
    key: definition.key,
    title: definition.title,
    columns: definition.columns,
    written,
    rowOwner: definition.rowOwner,
    mayAdd: !written && open.may("register.write") && holds(definition.addBy),
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
        ...pointers(definition, asText(row.versions[0]?.columns ?? {}), names),
        history: row.versions.map((version, i) => ({
          changed: changedTitles(definition, version.columns, row.versions[i + 1]?.columns ?? null),
          version: version.version,
          by: version.actorId === null ? "the kind" : open.person(version.actorId).name,
          at: version.at.toISOString(),
          state: version.state,
        })),
        mayEdit:
          !written &&
          open.may("register.write", { annexId: row.annexId }) &&
          (mine(row) || holds(definition.editBy)),
      })),
  };
}

/** What ids read as, and where they lead. */
interface Names {
  readonly sources: ReadonlyMap<string, string>;
  readonly claims: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

const PAGES = { source: "sources", claim: "claims" } as const;

function pointers(
  definition: KindRegister,
  columns: Readonly<Record<string, string>>,
  names: Names,
): { readonly shown: Record<string, string>; readonly links: Record<string, string> } {
  const shown: Record<string, string> = {};
  const links: Record<string, string> = {};
  for (const { key, type } of definition.columns) {
    const value = columns[key];
    if (value === undefined || (type !== "source" && type !== "claim" && type !== "person")) continue;
    const name = names[type === "person" ? "people" : PAGES[type]].get(value);
    // What the reader may not see is not named, and leads nowhere.
    shown[key] = name ?? "held";
    if (name !== undefined && type !== "person") links[key] = `${PAGES[type]}#${name.split(" ")[0]}`;
  }
  return { shown, links };
}

function changedTitles(
  definition: KindRegister,
  now: Readonly<Record<string, Json>>,
  before: Readonly<Record<string, Json>> | null,
): readonly string[] {
  if (before === null) return [];
  return definition.columns.flatMap(({ key, title }) => (now[key] === before[key] ? [] : [title]));
}

function asText(columns: Readonly<Record<string, Json>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
