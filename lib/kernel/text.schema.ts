import { z } from "zod";
import { isWellFormed } from "./bytes.ts";
import { isUuid } from "./ids.ts";

// Scalars of every door. Text is stored in NFC; what cannot be stored or shown without loss is refused.

const NOT_STORABLE = "holds a character that cannot be stored";

/** A UUID in its one spelling: lower case, with hyphens. Anything else is the caller's mistake. */
export const uuid = z.string().max(36).refine(isUuid, "not an id");

/** Prose of several lines: tabs and line breaks, no other control characters, no lone surrogate; trimmed, NFC. */
export function prose(most: number) {
  return z
    .string()
    .max(most)
    .refine(isWellFormed, NOT_STORABLE)
    .transform((text) => text.normalize("NFC").replaceAll("\r\n", "\n").trim())
    .refine((text) => !hasControls(text), NOT_STORABLE)
    .refine((text) => text.length > 0, "say something here");
}

/** One line for a name or title: as `prose`, without line breaks, bidi controls or zero-width characters. */
export function line(most: number) {
  return prose(most).refine(
    (text) => !/[\n\t\p{Cf}\u2028\u2029]/u.test(text),
    "one line of visible characters",
  );
}

/** A moment as RFC 3339 with a zone, as given; year 2000 to 2199. */
export const moment = z.iso
  .datetime({ offset: true })
  .refine((text) => /^(20|21)\d\d-/.test(text), "a time that nobody can mean");

/** A calendar day, `YYYY-MM-DD`; year 2000 to 2199. */
export const day = z.iso.date().refine((text) => /^(20|21)\d\d-/.test(text), "a day that nobody can mean");

/** A key of a kind: lower-case words joined by hyphens. */
export const keyword = z
  .string()
  .max(120)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

function hasControls(text: string): boolean {
  for (const char of text) {
    const code = char.charCodeAt(0);
    if ((code < 32 && char !== "\n" && char !== "\t") || (code >= 127 && code < 160)) return true;
  }
  return false;
}
