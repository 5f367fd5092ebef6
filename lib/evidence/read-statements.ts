import type { Digest } from "../kernel/brand.ts";
import { digestOfText } from "../kernel/digest.ts";
import { decodePayload } from "./decode-payload.ts";
import type { Findings } from "./extraction.ts";
import { type Carrier, isStatement } from "./find-envelopes.ts";
import { clip } from "./limits.ts";
import type { Locator } from "./locator.schema.ts";
import { parseEvidenceJson } from "./parse-json.ts";
import { arrayAt, asObject, type JsonObject, stringAt } from "./read-json.ts";

/** A carrier with the line of a JSON-lines file it stands on; null in a single document. */
export interface PlacedCarrier {
  readonly carrier: Carrier;
  readonly line: number | null;
}

/** One statement with where its parts are found. */
export interface ReadStatement {
  readonly statement: JsonObject;
  readonly digest: Digest;
  readonly signatures: number;
  /** The decoded text of the payload and where the encoded one stands; null for a bare statement. */
  readonly payload: { readonly text: string; readonly at: string; readonly line: number | null } | null;
  readonly place: (pointer: string) => Locator;
}

/** The pointer to the encoded payload of a carrier, or null for one that has none. */
export function payloadPath(carrier: Carrier): string | null {
  if (carrier.shape === "dsse") return `${carrier.at}/payload`;
  if (carrier.shape === "pep740") return `${carrier.at}/envelope/statement`;
  const inBundle = carrier.shape === "bundle" && asObject(carrier.object.dsseEnvelope) !== null;
  return inBundle ? `${carrier.at}/dsseEnvelope/payload` : null;
}

/** Reads the statement that a carrier holds, noting what is wrong with it, or null where it holds none. */
export function readStatement({ carrier, line }: PlacedCarrier, found: Findings): ReadStatement | null {
  if (carrier.shape === "statement") return bare(carrier, line, found);
  const at = payloadPath(carrier);
  if (at === null) return null;
  const envelope = carrier.shape === "bundle" ? asObject(carrier.object.dsseEnvelope) : carrier.object;
  const encoded =
    carrier.shape === "pep740"
      ? stringAt(envelope ?? {}, "envelope", "statement")
      : stringAt(envelope ?? {}, "payload");
  const where = jsonPlace(at, line);
  notePayloadType(stringAt(envelope ?? {}, "payloadType"), carrier, where, found);
  const text = encoded === null ? null : decodePayload(encoded);
  if (text === null) {
    found.problem("unreadable-payload", "The payload is not base64 of UTF-8 text.", where);
    return null;
  }
  const statement = statementOf(text, where, found);
  if (!statement) return null;
  return {
    statement,
    digest: digestOfText(text),
    signatures: signaturesOf(carrier, envelope),
    payload: { text, at, line },
    place: (pointer) => ({ kind: "payload-pointer", at, pointer, ...(line === null ? {} : { line }) }),
  };
}

function bare(carrier: Carrier, line: number | null, found: Findings): ReadStatement {
  noteStatementType(carrier.object, jsonPlace(carrier.at, line), found);
  return {
    statement: carrier.object,
    digest: digestOfText(JSON.stringify(carrier.object)),
    signatures: 0,
    payload: null,
    place: (pointer) => jsonPlace(`${carrier.at}${pointer}`, line),
  };
}

function jsonPlace(pointer: string, line: number | null): Locator {
  return { kind: "json-pointer", pointer, ...(line === null ? {} : { line }) };
}

function statementOf(text: string, where: Locator, found: Findings): JsonObject | null {
  const parsed = parseEvidenceJson(text);
  const statement = parsed.ok ? asObject(parsed.value.value) : null;
  if (!statement || !isStatement(statement)) {
    found.problem("not-a-statement", "The signed payload is not an in-toto Statement.", where);
    return null;
  }
  noteStatementType(statement, where, found);
  return statement;
}

function noteStatementType(statement: JsonObject, where: Locator, found: Findings): void {
  if (stringAt(statement, "_type") !== null) return;
  found.problem(
    "statement-type",
    "The statement lacks “_type” and so is not a conforming in-toto Statement.",
    where,
  );
}

function notePayloadType(type: string | null, carrier: Carrier, where: Locator, found: Findings): void {
  if (carrier.shape === "pep740" || type === "application/vnd.in-toto+json") return;
  const said = type === null ? "nothing" : `“${clip(type, 80)}”`;
  found.problem("payload-type", `The payload type is ${said}, not application/vnd.in-toto+json.`, where);
}

function signaturesOf(carrier: Carrier, envelope: JsonObject | null): number {
  if (carrier.shape === "pep740") return stringAt(carrier.object, "envelope", "signature") === null ? 0 : 1;
  return arrayAt(envelope ?? {}, "signatures")?.length ?? 0;
}
