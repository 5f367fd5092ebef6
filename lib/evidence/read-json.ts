import type { EvidenceJson } from "./parse-json.ts";

/** A JSON object as read from a file. */
export type JsonObject = { readonly [key: string]: EvidenceJson };

/** The value as an object, or null. */
export function asObject(value: EvidenceJson | undefined): JsonObject | null {
  return typeof value === "object" && value !== null && !isArray(value) ? value : null;
}

/** The value as an array, or null. */
export function asArray(value: EvidenceJson | undefined): readonly EvidenceJson[] | null {
  return isArray(value) ? value : null;
}

/** The value as a string, or null. */
export function asString(value: EvidenceJson | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** An own member of an object, or undefined; never something inherited. */
export function member(value: EvidenceJson | undefined, key: string): EvidenceJson | undefined {
  const object = asObject(value);
  return object && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The string at a path of own members, or null. */
export function stringAt(value: EvidenceJson | undefined, ...path: readonly string[]): string | null {
  return asString(path.reduce<EvidenceJson | undefined>((at, key) => member(at, key), value));
}

/** The array at a path of own members, or null. */
export function arrayAt(
  value: EvidenceJson | undefined,
  ...path: readonly string[]
): readonly EvidenceJson[] | null {
  return asArray(path.reduce<EvidenceJson | undefined>((at, key) => member(at, key), value));
}

function isArray(value: EvidenceJson | undefined): value is readonly EvidenceJson[] {
  return Array.isArray(value);
}
