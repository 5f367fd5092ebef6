import { decodeText } from "./decode-text.ts";
import type { Problem } from "./fact.ts";
import { findCarriers } from "./find-envelopes.ts";
import type { EvidenceFormat } from "./format.ts";
import { lineAt } from "./lines.ts";
import { type EvidenceJson, type EvidenceJsonFault, parseEvidenceJson } from "./parse-json.ts";
import { recogniseBinary } from "./recognise-binary.ts";
import { hintOfBrokenJson, recogniseJson } from "./recognise-json.ts";
import { recogniseMarkup, recognisePlainText } from "./recognise-text.ts";

/** One line of a JSON-lines file: its value, or null where it is no JSON. Lines count from 1. */
export interface JsonLine {
  readonly line: number;
  readonly value: EvidenceJson | null;
  readonly text: string;
}

/** What was read on the way to the format, so that nothing is parsed twice. */
export type EvidenceContent =
  | {
      readonly kind: "json";
      readonly text: string;
      readonly value: EvidenceJson;
      readonly bigNumbers: number;
    }
  | { readonly kind: "jsonl"; readonly text: string; readonly lines: readonly JsonLine[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary" };

/** The format that content shows. `fault` says why a known format could not be read. */
export interface Recognised {
  readonly format: EvidenceFormat;
  readonly formatVersion: string | null;
  readonly content: EvidenceContent;
  readonly fault: Problem | null;
}

const MAX_JSON_LINES = 20_000;

/** Recognises a file from its bytes alone; its name is never asked. */
export function recognise(bytes: Uint8Array): Recognised {
  const binary = recogniseBinary(bytes);
  if (binary) return named(binary.format, binary.version, { kind: "binary" });
  const text = decodeText(bytes);
  if (text === null) return named("binary", null, { kind: "binary" });
  const start = /\S/.exec(text.slice(0, 65_536))?.[0];
  if (start === "{" || start === "[") return recogniseJsonText(text);
  if (start === "<") {
    const markup = recogniseMarkup(text);
    if (markup)
      return named(markup.format, markup.version, { kind: "text", text }, refusedDoctype(markup.doctype));
  }
  const lines = attestationLines(text);
  if (lines) return named("in-toto", null, { kind: "jsonl", text, lines });
  const plain = recognisePlainText(text);
  return named(plain.format, plain.version, { kind: "text", text });
}

function named(
  format: EvidenceFormat,
  formatVersion: string | null,
  content: EvidenceContent,
  fault: Problem | null = null,
): Recognised {
  return { format, formatVersion, content, fault };
}

function refusedDoctype(found: boolean): Problem | null {
  if (!found) return null;
  return {
    code: "doctype-refused",
    detail: "A document type is declared; such XML is not read.",
    locator: null,
  };
}

function recogniseJsonText(text: string): Recognised {
  const parsed = parseEvidenceJson(text);
  if (parsed.ok) {
    const { format, version } = recogniseJson(parsed.value.value);
    return named(format, version, { kind: "json", text, ...parsed.value });
  }
  const lines = attestationLines(text);
  if (lines) return named("in-toto", null, { kind: "jsonl", text, lines });
  const all = parsed.error.reason === "trailing-text" ? jsonLines(text) : null;
  if (all?.every((line) => line.value !== null))
    return named("jsonl", null, { kind: "jsonl", text, lines: all });
  // A log may well begin with a bracket: only what parses at all, or says what it is, is broken JSON.
  const hint = hintOfBrokenJson(text);
  if (hint === "json" && !looksLikeJson(text)) {
    const plain = recognisePlainText(text);
    return named(plain.format, plain.version, { kind: "text", text });
  }
  return named(hint, null, { kind: "text", text }, faultOf(parsed.error, text));
}

function looksLikeJson(text: string): boolean {
  return (
    /^\s*(\{\s*("|\}|$)|\[\s*(["{[\]\d]|$))/.test(text.slice(0, 1000)) &&
    !/^\s*\[[^\]"{}]{1,60}\]\s+\S/.test(text.slice(0, 200))
  );
}

const SENTENCES: Record<EvidenceJsonFault["reason"], string> = {
  "not-json": "The JSON breaks off or is malformed",
  "duplicate-key": "A key stands twice in one object, so that two readers may read two different files",
  "too-deep": "Values are nested deeper than is read",
  "trailing-text": "More text follows the JSON document",
};

function faultOf(fault: EvidenceJsonFault, text: string): Problem {
  const line = lineAt(text, fault.offset);
  return {
    code: fault.reason,
    detail: `${SENTENCES[fault.reason]} (line ${line}).`,
    locator: { kind: "line-range", start: line, end: line },
  };
}

/** The lines of a text of which at least one carries a statement, or null where none does. */
function attestationLines(text: string): readonly JsonLine[] | null {
  if (!/"(payload|dsseEnvelope|messageSignature|predicateType|statement)"/.test(text)) return null;
  const lines = jsonLines(text);
  return lines?.some((line) => line.value !== null && findCarriers(line.value).length > 0) ? lines : null;
}

function jsonLines(text: string): readonly JsonLine[] | null {
  const lines = text.split("\n", MAX_JSON_LINES + 1);
  if (lines.length > MAX_JSON_LINES) return null;
  return lines.flatMap((raw, i) => {
    const said = raw.trim();
    if (said === "") return [];
    const parsed = said.startsWith("{") || said.startsWith("[") ? parseEvidenceJson(said) : null;
    return [{ line: i + 1, value: parsed?.ok ? parsed.value.value : null, text: said }];
  });
}
