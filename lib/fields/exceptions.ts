import { clip } from "../evidence/limits.ts";
import { textOrNull } from "../kernel/json-field.ts";
import type { Kind, KindField } from "../kinds/kind.schema.ts";
import type { Columns } from "../packet/registers.ts";
import { type FieldEntry, holdsPacket } from "./field-entry.ts";

/** The row key under which a field's exception stands, so that it is one row with a history. */
export function exceptionKey(field: Pick<KindField, "key">): string {
  return `field-${field.key}`;
}

/** The role that looks into exceptions: owner of the sink where they travel or are mended, else of the artifact. */
export function exceptionOwner(kind: Kind): string {
  const of = (sort: string) => kind.sinks.find((sink) => sink.sort === sort)?.owner;
  const key = of("carry-forward") ?? of("re-entry") ?? kind.sinks[0]?.owner ?? "artifact-owner";
  return kind.roles.find((role) => role.key === key)?.title ?? key.replaceAll("-", " ");
}

/** What is withheld from the field is withheld from its exception too. */
function withoutValues({ raw: _raw, candidates: _candidates, ...before }: Columns): Columns {
  return { ...before, reason: "The field is withheld.", state: "resolved" };
}

/**
 * The columns of a field's exception: held fields have one, *carried* where it travels and *open* where it keeps the
 * packet. A field that is held no longer closes the one it had. Null where it has none.
 */
export function exceptionColumns(
  kind: Kind,
  field: KindField,
  entry: FieldEntry,
  before: Columns | null,
  sourceNames: ReadonlyMap<string, string>,
): Columns | null {
  if (entry.state !== "held") {
    if (before === null) return null;
    return entry.state === "placeholder" ? withoutValues(before) : { ...before, state: "resolved" };
  }
  const said = entry.candidates.map(
    (one) =>
      `${sourceNames.get(one.source) ?? "a source"}: ${one.raw ?? one.value ?? "(raw value not kept)"}`,
  );
  const columns: Record<string, string | null> = {
    what: clip(field.title, 500),
    raw: entry.raw,
    candidates: said.length === 0 ? null : clip(said.join("\n"), 10_000),
    reason: entry.reason ?? "Held.",
    owner: clip(textOrNull(before?.owner ?? null) ?? exceptionOwner(kind), 500),
    state: holdsPacket(field, entry) ? "open" : "carried",
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null)) as Columns;
}
