import { bundleFacts, isReadBundle } from "./extract-bundle.ts";
import { type Extraction, Findings } from "./extraction.ts";
import { findCarriers } from "./find-envelopes.ts";
import { pointerOf } from "./json-pointer.ts";
import { clip, MAX_STATEMENTS } from "./limits.ts";
import { digestsOf, type PredicateNamespace, predicateFacts, predicateFamily } from "./predicate.ts";
import { arrayAt, stringAt } from "./read-json.ts";
import { type PlacedCarrier, type ReadStatement, readStatement } from "./read-statements.ts";
import type { EvidenceContent } from "./recognise.ts";
import type { StatementSummary, ViewField } from "./view.ts";
import { Rows, type RowWindow } from "./window.ts";

const STATEMENT_TYPES = ["https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"];
const HEX_LENGTHS: Readonly<Record<string, readonly number[]>> = {
  md5: [32],
  sha1: [40],
  sha256: [64],
  sha384: [96],
  sha512: [128],
  gitcommit: [40, 64],
};
const MAX_SUBJECTS = 100;
const MAX_PAYLOAD_SHOWN = 262_144;

interface Placed {
  readonly read: ReadStatement;
  readonly namespace: PredicateNamespace;
  readonly version: string | null;
  readonly supported: boolean;
  readonly predicateType: string | null;
  readonly prefix: string;
}

/**
 * Reads in-toto statements from DSSE envelopes, Sigstore bundles, JSON lines and what wraps them. Facts stand under
 * a namespace of the predicate (`slsa.builder`), with an index (`slsa[1].builder`) where several distinct statements
 * of it are in the file. Only what is signed is read as fact: what the wrapping says is compared, never believed.
 */
export function extractAttestation(content: EvidenceContent, window: RowWindow): Extraction {
  const found = new Findings();
  const carriers = carriersOf(content, found);
  const statements = distinct(carriers, found);
  found.fact("intoto.envelopes", carriers.length, whole());
  found.fact("intoto.statements", statements.length, whole());
  for (const placed of statements) statementFacts(placed, found);
  const bundles = carriers.filter(({ carrier }) => carrier.shape === "bundle");
  bundles.forEach((bundle, i) => {
    bundleFacts(bundle, bundles.length === 1 ? "sigstore" : `sigstore[${i}]`, found);
  });
  const rows = new Rows<StatementSummary>({ from: window.from, limit: Math.min(window.limit, 50) });
  for (const placed of statements) rows.add(() => summaryOf(placed));
  const types = [...new Set(statements.map(({ predicateType }) => predicateType ?? "no predicate type"))];
  return {
    formatVersion: types.length === 0 ? null : clip(types.join(" + "), 200),
    status: statusOf(statements, bundles, found),
    facts: found.facts,
    problems: found.problems(),
    statedTimes: found.statedTimes,
    view: { kind: "attestation", statements: rows.kept, total: rows.total },
  };
}

function whole() {
  return { kind: "json-pointer", pointer: "" } as const;
}

function statusOf(
  statements: readonly Placed[],
  bundles: readonly PlacedCarrier[],
  found: Findings,
): Extraction["status"] {
  if (statements.length > 0)
    return statements.some(({ supported }) => supported) ? "extracted" : "unsupported-version";
  if (bundles.length > 0 && !bundles.some(({ carrier }) => isReadBundle(carrier.object)))
    return "unsupported-version";
  const unreadable = found.problems().some(({ code }) => code === "unreadable-payload");
  return unreadable ? "malformed" : "extracted";
}

function carriersOf(content: EvidenceContent, found: Findings): readonly PlacedCarrier[] {
  if (content.kind === "json") {
    if (content.bigNumbers > 0) {
      found.problem(
        "big-number",
        `${content.bigNumbers} number(s) beyond 2^53 are kept as the file writes them.`,
      );
    }
    return findCarriers(content.value).map((carrier) => ({ carrier, line: null }));
  }
  if (content.kind !== "jsonl") return [];
  const out: PlacedCarrier[] = [];
  for (const { line, value } of content.lines) {
    const carriers = value === null ? [] : findCarriers(value);
    if (carriers.length === 0) {
      const where = { kind: "line-range", start: line, end: line } as const;
      found.problem("junk-line", `Line ${line} holds no statement; the others were read.`, where);
    }
    for (const carrier of carriers) out.push({ carrier, line });
  }
  if (out.length > MAX_STATEMENTS) {
    found.problem("truncated", `Only the first ${MAX_STATEMENTS} of ${out.length} statements are read.`);
  }
  return out.slice(0, MAX_STATEMENTS);
}

/** Reads every carrier; the same payload carried twice is one statement, and that is said. */
function distinct(carriers: readonly PlacedCarrier[], found: Findings): readonly Placed[] {
  const seen = new Map<string, ReadStatement>();
  let repeated = 0;
  for (const placed of carriers) {
    const read = readStatement(placed, found);
    if (!read) continue;
    compareOuter(placed, read, found);
    if (seen.has(read.digest)) repeated++;
    else seen.set(read.digest, read);
  }
  if (repeated > 0) {
    found.problem("repeated-statement", `${repeated} envelope(s) repeat a statement that stands in another.`);
  }
  return withPrefixes([...seen.values()]);
}

function compareOuter({ carrier }: PlacedCarrier, read: ReadStatement, found: Findings): void {
  const inner = stringAt(read.statement, "predicateType");
  if (carrier.outerPredicateType === null || carrier.outerPredicateType === inner) return;
  found.problem(
    "outer-type-differs",
    `The unsigned wrapping says ${clip(carrier.outerPredicateType, 120)}; the signed statement says ${clip(inner ?? "nothing", 120)}.`,
    read.place("/predicateType"),
  );
}

function withPrefixes(statements: readonly ReadStatement[]): readonly Placed[] {
  const typed = statements.map((read) => {
    const predicateType = stringAt(read.statement, "predicateType");
    return { read, predicateType, ...predicateFamily(predicateType) };
  });
  const totals = new Map<PredicateNamespace, number>();
  for (const { namespace } of typed) totals.set(namespace, (totals.get(namespace) ?? 0) + 1);
  const used = new Map<PredicateNamespace, number>();
  return typed.map((entry) => {
    const i = used.get(entry.namespace) ?? 0;
    used.set(entry.namespace, i + 1);
    return {
      ...entry,
      prefix: totals.get(entry.namespace) === 1 ? entry.namespace : `${entry.namespace}[${i}]`,
    };
  });
}

function statementFacts(placed: Placed, found: Findings): void {
  const { read, prefix } = placed;
  const about = aboutOf(read);
  const type = stringAt(read.statement, "_type") ?? stringAt(read.statement, "type");
  found.fact(`${prefix}.predicateType`, placed.predicateType, read.place("/predicateType"), about);
  found.fact(`${prefix}.signatures`, read.signatures, read.place(""), about);
  if (type !== null && !STATEMENT_TYPES.includes(type)) {
    found.problem(
      "unsupported-version",
      `Statement type ${clip(type, 120)} is not read.`,
      read.place("/_type"),
    );
    return;
  }
  subjectFacts(placed, about, found);
  if (!placed.supported) {
    const said = clip(placed.predicateType ?? "", 120);
    found.problem(
      "unsupported-version",
      `Predicate ${said} is of a version that is not read.`,
      read.place("/predicateType"),
    );
    return;
  }
  for (const fact of predicateFacts(placed.namespace, placed.version, read.statement)) {
    const where = read.place(fact.pointer);
    found.fact(`${prefix}.${fact.key}`, fact.value, where, about);
    if (fact.isTime) found.time(`${prefix}.${fact.key}`, String(fact.value), where);
  }
}

function aboutOf(read: ReadStatement): readonly string[] {
  const subjects = arrayAt(read.statement, "subject") ?? [];
  return subjects
    .slice(0, 16)
    .flatMap((subject) =>
      digestsOf(subject).map(([algorithm, value]) => clip(`${algorithm.toLowerCase()}:${value}`, 200)),
    );
}

function subjectFacts({ read, prefix }: Placed, about: readonly string[], found: Findings): void {
  const subjects = arrayAt(read.statement, "subject") ?? [];
  found.fact(`${prefix}.subjects`, subjects.length, read.place("/subject"), about);
  for (const [i, subject] of subjects.slice(0, MAX_SUBJECTS).entries()) {
    const pointer = `/subject/${i}`;
    const name = stringAt(subject, "name") ?? stringAt(subject, "uri");
    const nameAt = stringAt(subject, "name") === null ? `${pointer}/uri` : `${pointer}/name`;
    if (name === null) found.problem("subject-unnamed", `Subject ${i} has no name.`, read.place(pointer));
    found.fact(`${prefix}.subject[${i}].name`, name, read.place(nameAt), about);
    const digests = digestsOf(subject);
    if (digests.length === 0)
      found.problem("digest-missing", `Subject ${i} has no digest.`, read.place(pointer));
    for (const [algorithm, value] of digests) {
      const where = read.place(pointerOf("subject", i, "digest", algorithm));
      found.fact(`${prefix}.subject[${i}].digest.${algorithm}`, value, where, about);
      if (isWrongLength(algorithm, value)) {
        found.problem("digest-length", `Subject ${i}: ${clip(algorithm, 40)} is not that long.`, where);
      }
    }
  }
}

/** A digest is only comparable where its length is its algorithm's. Unknown algorithms are left alone. */
function isWrongLength(algorithm: string, value: string): boolean {
  const lengths = HEX_LENGTHS[algorithm.toLowerCase()];
  return lengths !== undefined && !(lengths.includes(value.length) && /^[0-9a-fA-F]*$/.test(value));
}

function summaryOf(placed: Placed): StatementSummary {
  const { read } = placed;
  const subjects = (arrayAt(read.statement, "subject") ?? []).slice(0, MAX_SUBJECTS).map((subject, i) => ({
    name: stringAt(subject, "name") ?? stringAt(subject, "uri"),
    digests: clip(
      digestsOf(subject)
        .map(([algorithm, value]) => `${algorithm}:${value}`)
        .join(" "),
      600,
    ),
    locator: read.place(`/subject/${i}`),
  }));
  const fields: ViewField[] = placed.supported
    ? predicateFacts(placed.namespace, placed.version, read.statement).map((fact) => ({
        label: fact.label,
        value: typeof fact.value === "string" ? clip(fact.value, 600) : fact.value,
        locator: read.place(fact.pointer),
      }))
    : [];
  return {
    predicateType: placed.predicateType,
    statementType: stringAt(read.statement, "_type") ?? stringAt(read.statement, "type"),
    signatures: read.signatures,
    signatureState: read.signatures > 0 ? "unverified" : "unsigned",
    subjects,
    fields,
    payload: read.payload && { ...read.payload, text: clip(read.payload.text, MAX_PAYLOAD_SHOWN) },
  };
}
