import type { Digest } from "../kernel/brand.ts";
import { digestOfText } from "../kernel/digest.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { decodePayload } from "./decode-payload.ts";
import { decodeText } from "./decode-text.ts";
import type { FactValue } from "./fact.ts";
import { findQuote } from "./find-quote.ts";
import { EVIDENCE_FORMATS, type EvidenceFormat } from "./format.ts";
import { parsePointer } from "./json-pointer.ts";
import { clip, MAX_EVIDENCE_BYTES } from "./limits.ts";
import { linesOf, placeOf, type TextPlace } from "./lines.ts";
import type { Locator } from "./locator.schema.ts";
import { type EvidenceJson, locateJson } from "./parse-json.ts";
import { type JunitCase, readJunit } from "./read-junit.ts";

/** Where in a view something stands: in the file's text, or in the decoded payload that `payloadAt` points to. */
export interface Where extends TextPlace {
  readonly view: "source" | "payload";
  readonly payloadAt: string | null;
  /** The line of the JSON-lines document that holds the payload; null elsewhere. */
  readonly payloadLine: number | null;
}

/**
 * What a locator leads to. `value` is null for anything but a single value. `digest` is of all that is located,
 * not of the clipped excerpt: two places are the same exactly where their digests are.
 */
export interface Located {
  readonly excerpt: string;
  readonly value: FactValue | null;
  readonly digest: Digest;
  readonly where: Where;
}

/** Resolves a locator in a source version's bytes, or refuses it with `locator-unresolved`. Pure; linear in size. */
export function resolveLocator(
  bytes: Uint8Array,
  format: EvidenceFormat,
  locator: Locator,
): Outcome<Located> {
  if (bytes.length > MAX_EVIDENCE_BYTES)
    return refuse("locator-unresolved", "The file is too large to be read.");
  const text = decodeText(bytes);
  if (text === null)
    return refuse("locator-unresolved", `${EVIDENCE_FORMATS[format].title} has no text to point into.`);
  switch (locator.kind) {
    case "json-pointer":
      return resolvePointer(text, locator.pointer, locator.line ?? null);
    case "payload-pointer":
      return resolveInPayload(text, locator);
    case "junit-case":
      return format === "junit"
        ? resolveCase(text, locator)
        : refuse("locator-unresolved", "Only a JUnit report has test cases.");
    case "line-range":
      return resolveLines(text, locator.start, locator.end);
    case "text-quote":
      return resolveQuote(text, locator);
  }
}

function source(text: string, start: number, end: number): Where {
  return { view: "source", payloadAt: null, payloadLine: null, ...placeOf(text, start, end) };
}

interface Found {
  readonly value: EvidenceJson;
  readonly start: number;
  readonly end: number;
}

/** Finds a pointer in a document, or in the document on one line of a JSON-lines file. */
function locate(text: string, pointer: string, line: number | null): Outcome<Found> {
  const tokens = parsePointer(pointer);
  if (!tokens) return refuse("locator-unresolved", "That is no JSON Pointer.");
  const part = line === null ? { text, start: 0 } : lineOf(text, line);
  if (!part) return refuse("locator-unresolved", `There is no line ${line}.`);
  const located = locateJson(part.text, tokens);
  if (!located.ok) return refuse("locator-unresolved", "The file is not well-formed JSON.");
  if (!located.value)
    return refuse("locator-unresolved", `Nothing stands at ${clip(pointer, 120) || "the root"}.`);
  const { value, start, end } = located.value;
  return ok({ value, start: start + part.start, end: end + part.start });
}

function lineOf(text: string, line: number): { text: string; start: number } | null {
  let start = 0;
  for (let i = 1; i < line; i++) {
    start = text.indexOf("\n", start) + 1;
    if (start === 0) return null;
  }
  const end = text.indexOf("\n", start);
  return { text: text.slice(start, end < 0 ? undefined : end), start };
}

function resolvePointer(text: string, pointer: string, line: number | null): Outcome<Located> {
  const found = locate(text, pointer, line);
  if (!found.ok) return found;
  return ok(located(found.value, text, source(text, found.value.start, found.value.end)));
}

function located({ value, start, end }: Found, text: string, where: Where): Located {
  const single = typeof value === "object" ? null : value;
  return {
    excerpt: clip(single === null ? text.slice(start, end) : String(single)),
    value: typeof single === "string" ? clip(single) : single,
    digest: digestOfText(JSON.stringify(value)),
    where,
  };
}

function resolveInPayload(
  text: string,
  locator: Extract<Locator, { kind: "payload-pointer" }>,
): Outcome<Located> {
  const encoded = locate(text, locator.at, locator.line ?? null);
  if (!encoded.ok) return encoded;
  const payload = typeof encoded.value.value === "string" ? decodePayload(encoded.value.value) : null;
  if (payload === null) return refuse("locator-unresolved", "No encoded payload stands there.");
  const found = locate(payload, locator.pointer, null);
  if (!found.ok) return found;
  const { start, end } = found.value;
  const where: Where = {
    view: "payload",
    payloadAt: locator.at,
    payloadLine: locator.line ?? null,
    ...placeOf(payload, start, end),
  };
  return ok(located(found.value, payload, where));
}

function resolveCase(text: string, locator: Extract<Locator, { kind: "junit-case" }>): Outcome<Located> {
  const hit: { test: JunitCase | null } = { test: null };
  const read = readJunit(text, {
    onSuite() {},
    onCase(test) {
      const isSame =
        test.name === locator.name && test.className === locator.className && test.suite === locator.suite;
      if (isSame && test.occurrence === locator.occurrence) hit.test = test;
    },
  });
  if (!read.ok) return refuse("locator-unresolved", "The report cannot be read.");
  if (!hit.test) return refuse("locator-unresolved", `The report has no test “${clip(locator.name, 120)}”.`);
  const { result, flaky, className, name, message, line, endLine } = hit.test;
  const state = flaky && result === "passed" ? "passed (flaky)" : result;
  const title = [className, name].filter(Boolean).join(".");
  return ok({
    excerpt: clip(`${title}: ${state}${message ? ` (${message})` : ""}`),
    value: state,
    digest: digestOfText(state),
    where: {
      view: "source",
      payloadAt: null,
      payloadLine: null,
      startLine: line,
      startColumn: 1,
      endLine,
      endColumn: 1 + (linesOf(text)[endLine - 1]?.length ?? 0),
    },
  });
}

function resolveLines(text: string, start: number, end: number): Outcome<Located> {
  const lines = linesOf(text);
  if (end > lines.length) return refuse("locator-unresolved", `The file has ${lines.length} lines.`);
  const said = lines.slice(start - 1, end).join("\n");
  return ok({
    excerpt: clip(said),
    value: start === end ? clip(said) : null,
    digest: digestOfText(said),
    where: {
      view: "source",
      payloadAt: null,
      payloadLine: null,
      startLine: start,
      startColumn: 1,
      endLine: end,
      endColumn: 1 + (lines[end - 1]?.length ?? 0),
    },
  });
}

function resolveQuote(text: string, quote: Extract<Locator, { kind: "text-quote" }>): Outcome<Located> {
  const found = findQuote(text, quote);
  if (found === "none") return refuse("locator-unresolved", "Those words do not stand there.");
  if (found === "several") return refuse("locator-unresolved", "Those words stand in more than one place.");
  return ok({
    excerpt: quote.exact,
    value: quote.exact,
    digest: digestOfText(quote.exact),
    where: source(text, found, found + quote.exact.length),
  });
}
