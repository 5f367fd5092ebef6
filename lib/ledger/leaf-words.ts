import { fromUtf8 } from "../kernel/bytes.ts";
import type { Json } from "../kernel/canonical.ts";
import { isUuid } from "../kernel/ids.ts";
import { parseStrictJson } from "../kernel/strict-json.ts";

const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The words with every account id that has a name replaced by it. */
export function withNames(words: string, names: ReadonlyMap<string, string>): string {
  return words.replaceAll(UUIDS, (id) => names.get(id) ?? id);
}

/** What one leaf says to a reader: what the leaf shows, and what stands beside it where it could be opened. */
export interface OpenedWords {
  readonly type: string;
  readonly actorId: string | null;
  readonly onBehalfOfId: string | null;
  /** Name → words, in the order in which they were written. */
  readonly text: readonly (readonly [string, string])[];
  /** Account ids among the words, to be shown by name. */
  readonly people: readonly string[];
}

/** Reads a leaf's bytes and the canonical words beside it (null where there are none or they are withheld). */
export function leafWords(type: string, leaf: Uint8Array, words: Uint8Array | null): OpenedWords {
  const shown = objectOf(leaf);
  const beside = words ? objectOf(words) : {};
  const inAnnex = type === "annex event";
  const says = inAnnex ? beside : shown;
  const text = Object.entries(record(beside.text)).map(([name, value]) => [name, spelled(value)] as const);
  return {
    type: inAnnex ? (string(beside.type) ?? type) : type,
    actorId: string(says.actor),
    onBehalfOfId: string(says.onBehalfOf),
    text,
    people: text.flatMap(([, value]) => value.match(UUIDS) ?? []).filter(isUuid),
  };
}

type Members = { readonly [key: string]: Json };

function objectOf(bytes: Uint8Array): Members {
  const text = fromUtf8(bytes);
  const parsed = text === null ? null : parseStrictJson(text);
  return parsed?.ok ? record(parsed.value) : {};
}

function record(value: Json | undefined): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function string(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** Plain words of a value: lists joined by semicolons, the members of an object in the order of their names. */
function spelled(value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map(spelled).join("; ");
  return Object.values(record(value)).map(spelled).join(", ");
}
