import type { Json } from "../kernel/canonical.ts";
import { fieldOf, textOf } from "../kernel/json-field.ts";
import type { HoldBody, ObjectionBody } from "../revision/revision.ts";
import { type ContentReader, contentPlace } from "./content.ts";
import type { Hold, Objection, ObjectionEvent } from "./generated/client.ts";

/** The objections of a scope with their events; the state is the last one's. */
export function objectionsIn(
  tables: { readonly objections: readonly (Objection & { readonly events: readonly ObjectionEvent[] })[] },
  annexId: string | null,
  reader: ContentReader,
): ObjectionBody[] {
  return tables.objections
    .filter((row) => row.annexId === annexId)
    .map((row) => {
      const content = reader.open(annexId, contentPlace("objections", row.id), row);
      const events = row.events.map((event) => ({
        type: event.type,
        actorId: event.actorId,
        at: event.at.toISOString(),
        content: reader.open(annexId, contentPlace("objection_events", row.id, event.seq), event),
      }));
      return {
        id: row.id,
        number: row.number,
        class: textOf(content, "class"),
        anchor: readableAnchor(fieldOf(content, "anchor")),
        raisedById: row.raisedById,
        raisedAt: row.raisedAt.toISOString(),
        state: events.at(-1)?.type ?? "raised",
        events,
      };
    });
}

/** A place without its Yjs positions: those are a live document's, and no revision hashes Yjs bytes. */
function readableAnchor(place: Json): Json {
  if (typeof place !== "object" || place === null || Array.isArray(place)) return place;
  const kept = Object.entries(place).filter(([key]) => key !== "relStart" && key !== "relEnd");
  return Object.fromEntries(kept.map(([key, value]) => [key, readableAnchor(value)]));
}

/** The holds of a scope that people raised and nobody closed. */
export function holdsIn(
  tables: { readonly holds: readonly Hold[] },
  annexId: string | null,
  reader: ContentReader,
): HoldBody[] {
  return tables.holds
    .filter((row) => row.annexId === annexId)
    .map((row) => ({
      number: row.number,
      sort: row.sort,
      raisedById: row.raisedById,
      openedAt: row.openedAt.toISOString(),
      content: reader.open(annexId, contentPlace("holds", row.id), row),
    }));
}
