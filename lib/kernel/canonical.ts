import { isWellFormed, utf8 } from "./bytes.ts";
import { InvariantError } from "./invariant.ts";

/** Plain JSON data. Nothing else can be written canonically. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const MAX_DEPTH = 200;

/**
 * The one canonical text of plain JSON data (RFC 8785, JCS).
 * Throws `InvariantError` for anything that JSON cannot say without loss: undefined, NaN, a Date, a lone
 * surrogate, more than 200 levels. Callers validate untrusted data first; see `parseStrictJson`.
 */
export function canonicalText(value: unknown): string {
  return write(value, 0);
}

/** UTF-8 bytes of `canonicalText`. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalText(value));
}

// Checking and writing are one walk: a library's writer behind a checking walk took three times as long. The tests
// hold it against that library. ECMAScript writes strings and numbers as RFC 8785 3.2.2 wants them.
function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new InvariantError("canonical", `deeper than ${MAX_DEPTH}`);
  if (typeof value === "string") return writeString(value);
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new InvariantError("canonical", "number that JSON cannot hold");
    return JSON.stringify(value);
  }
  return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth);
}

function writeString(text: string): string {
  if (!isWellFormed(text)) throw new InvariantError("canonical", "lone surrogate");
  return JSON.stringify(text);
}

function writeArray(items: readonly unknown[], depth: number): string {
  let out = "";
  // Not map(): it would skip a hole, which JSON cannot say.
  for (let i = 0; i < items.length; i++) out += `${i === 0 ? "" : ","}${write(items[i], depth + 1)}`;
  return `[${out}]`;
}

function writeObject(value: unknown, depth: number): string {
  const proto = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  if (proto !== Object.prototype && proto !== null) throw new InvariantError("canonical", "not plain data");
  const members = value as Readonly<Record<string, unknown>>;
  let out = "";
  // The default order compares UTF-16 code units, as RFC 8785 3.2.3 asks.
  for (const key of Object.keys(members).sort()) {
    out += `${out === "" ? "" : ","}${writeString(key)}:${write(members[key], depth + 1)}`;
  }
  return `{${out}}`;
}
