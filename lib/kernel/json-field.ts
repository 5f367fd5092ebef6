import type { Json } from "./canonical.ts";

/** A member of JSON that may be an object; null where it is not one or has no such member. */
export function fieldOf(value: Json, key: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return (value as { readonly [key: string]: Json })[key] ?? null;
}

/** The JSON as an object; empty where it is none. */
export function recordOf(value: Json): { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
}

/** A text member; empty where there is none. */
export function textOf(value: Json, key: string): string {
  return textOrNull(fieldOf(value, key)) ?? "";
}

/** The JSON where it is text, else null. */
export function textOrNull(value: Json): string | null {
  return typeof value === "string" ? value : null;
}
