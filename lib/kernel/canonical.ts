import canonicalize from "canonicalize";
import { isWellFormed, utf8 } from "./bytes.ts";
import { InvariantError } from "./invariant.ts";

/** Plain JSON data. Nothing else can be written canonically. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const MAX_DEPTH = 200;

function assertPlain(value: unknown, depth: number): asserts value is Json {
  if (depth > MAX_DEPTH) throw new InvariantError("canonical", `deeper than ${MAX_DEPTH}`);
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string") {
    if (!isWellFormed(value)) throw new InvariantError("canonical", "lone surrogate");
    return;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new InvariantError("canonical", "number that JSON cannot hold");
    return;
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) assertPlain(value[i], depth + 1);
    return;
  }
  assertPlainObject(value, depth);
}

function assertPlainObject(value: unknown, depth: number): void {
  const proto = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  if (proto !== Object.prototype && proto !== null) throw new InvariantError("canonical", "not plain data");
  for (const [key, member] of Object.entries(value as object)) {
    if (!isWellFormed(key)) throw new InvariantError("canonical", "lone surrogate in a key");
    assertPlain(member, depth + 1);
  }
}

/**
 * The one canonical text of plain JSON data (RFC 8785, JCS).
 * Throws `InvariantError` for anything that JSON cannot say without loss: undefined, NaN, a Date, a lone
 * surrogate, more than 200 levels. Callers validate untrusted data first; see `parseStrictJson`.
 */
export function canonicalText(value: unknown): string {
  assertPlain(value, 0);
  const text = canonicalize(value);
  if (text === undefined) throw new InvariantError("canonical", "nothing to write");
  return text;
}

/** UTF-8 bytes of `canonicalText`. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalText(value));
}
