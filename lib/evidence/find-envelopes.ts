import { pointerOf } from "./json-pointer.ts";
import { MAX_STATEMENTS } from "./limits.ts";
import type { EvidenceJson } from "./parse-json.ts";
import { arrayAt, asArray, asObject, type JsonObject, member, stringAt } from "./read-json.ts";

/** Something in a JSON document that carries a statement. `at` points to it from the document's root. */
export interface Carrier {
  readonly shape: "dsse" | "bundle" | "pep740" | "statement";
  readonly at: string;
  readonly object: JsonObject;
  /** The predicate type that the unsigned wrapping claims, or null. */
  readonly outerPredicateType: string | null;
}

const BUNDLE = "application/vnd.dev.sigstore.bundle";

/**
 * Every carrier of a statement in a document: one envelope, bundle or bare statement, an array of them, the
 * attestation lists of npm and GitHub, PEP 740 objects, and the provenance summary of Google Cloud Build.
 */
export function findCarriers(document: EvidenceJson): readonly Carrier[] {
  const alone = carrierOf(document, "", null);
  if (alone) return [alone];
  const list = listOf(document);
  if (!list) return [];
  return list.items.slice(0, MAX_STATEMENTS).flatMap((item, i) => wrapped(item, `${list.at}${pointerOf(i)}`));
}

function listOf(document: EvidenceJson): { at: string; items: readonly EvidenceJson[] } | null {
  const items = asArray(document);
  if (items) return { at: "", items };
  const attestations = arrayAt(document, "attestations");
  if (attestations) return { at: "/attestations", items: attestations };
  const provenance = arrayAt(document, "provenance_summary", "provenance");
  return provenance ? { at: "/provenance_summary/provenance", items: provenance } : null;
}

function wrapped(item: EvidenceJson, at: string): readonly Carrier[] {
  const outer = stringAt(item, "predicateType");
  for (const key of ["bundle", "envelope", "dsseEnvelope"] as const) {
    const inner = carrierOf(member(item, key), `${at}/${key}`, outer);
    if (inner) return [inner];
  }
  const alone = carrierOf(item, at, null);
  return alone ? [alone] : [];
}

function carrierOf(
  value: EvidenceJson | undefined,
  at: string,
  outerPredicateType: string | null,
): Carrier | null {
  const object = asObject(value);
  if (!object) return null;
  const shape = shapeOf(object);
  return shape ? { shape, at, object, outerPredicateType } : null;
}

function shapeOf(object: JsonObject): Carrier["shape"] | null {
  const mediaType = stringAt(object, "mediaType");
  if (mediaType?.startsWith(BUNDLE)) return "bundle";
  if (asObject(member(object, "dsseEnvelope")) || asObject(member(object, "messageSignature")))
    return "bundle";
  if (stringAt(object, "payload") !== null && arrayAt(object, "signatures")) return "dsse";
  if (stringAt(object, "envelope", "statement") !== null) return "pep740";
  if (isStatement(object)) return "statement";
  return null;
}

/** True where an object has the shape of an in-toto Statement, conforming or not. */
export function isStatement(object: JsonObject): boolean {
  const type = stringAt(object, "_type") ?? stringAt(object, "type");
  if (type?.startsWith("https://in-toto.io/Statement/")) return true;
  return stringAt(object, "predicateType") !== null && arrayAt(object, "subject") !== null;
}
