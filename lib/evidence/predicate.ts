import { pointerOf } from "./json-pointer.ts";
import type { EvidenceJson } from "./parse-json.ts";
import { arrayAt, member, stringAt } from "./read-json.ts";

/** The namespace under which facts of a predicate stand. */
export type PredicateNamespace = "slsa" | "vsa" | "testResult" | "scai" | "link" | "publish" | "attestation";

/** One thing that a predicate says; `pointer` leads to it from the statement's root. */
export interface PredicateFact {
  readonly key: string;
  readonly label: string;
  readonly value: string | number;
  readonly pointer: string;
  /** True where it is a time that the statement states of what it describes. */
  readonly isTime: boolean;
}

interface PredicateFamily {
  readonly namespace: PredicateNamespace;
  readonly prefix: string;
  /** The versions that are read; null where any is, because only the head is read. */
  readonly versions: readonly string[] | null;
}

const FAMILIES: readonly PredicateFamily[] = [
  { namespace: "slsa", prefix: "https://slsa.dev/provenance/", versions: ["v0.1", "v0.2", "v1"] },
  { namespace: "vsa", prefix: "https://slsa.dev/verification_summary/", versions: ["v0.1", "v0.2", "v1"] },
  { namespace: "testResult", prefix: "https://in-toto.io/attestation/test-result/", versions: ["v0.1"] },
  { namespace: "scai", prefix: "https://in-toto.io/attestation/scai/", versions: null },
  { namespace: "link", prefix: "https://in-toto.io/attestation/link/", versions: null },
  {
    namespace: "publish",
    prefix: "https://github.com/npm/attestation/tree/main/specs/publish/",
    versions: ["v0.1"],
  },
];

/** Which family a predicate type is of, its version, and whether that version is read. */
export function predicateFamily(type: string | null): {
  readonly namespace: PredicateNamespace;
  readonly version: string | null;
  readonly supported: boolean;
} {
  const family = FAMILIES.find((entry) => type?.startsWith(entry.prefix));
  if (!family || type === null) return { namespace: "attestation", version: null, supported: true };
  const version = type.slice(family.prefix.length);
  return { namespace: family.namespace, version, supported: family.versions?.includes(version) ?? true };
}

/** The facts of a predicate of a family and version that `predicateFamily` calls supported. */
export function predicateFacts(
  namespace: PredicateNamespace,
  version: string | null,
  statement: EvidenceJson,
): readonly PredicateFact[] {
  const predicate = member(statement, "predicate");
  if (namespace === "slsa") return slsaFacts(version, predicate);
  if (namespace === "vsa") return vsaFacts(predicate);
  if (namespace === "testResult") return testResultFacts(predicate);
  if (namespace === "scai") return scaiFacts(predicate);
  if (namespace === "publish") {
    return ["name", "registry", "version"].flatMap((key) => text(key, key, predicate, [key]));
  }
  return namespace === "link" ? text("name", "Step", predicate, ["name"]) : [];
}

type Path = readonly string[];

function text(
  key: string,
  label: string,
  predicate: EvidenceJson | undefined,
  path: Path,
  isTime = false,
): readonly PredicateFact[] {
  const value = stringAt(predicate, ...path);
  return value === null ? [] : [{ key, label, value, pointer: `/predicate/${path.join("/")}`, isTime }];
}

interface SlsaPaths {
  readonly builder: Path;
  readonly buildType: Path;
  readonly invocationId: Path;
  readonly startedOn: Path;
  readonly finishedOn: Path;
  readonly materials: Path;
}

const OLD_METADATA = {
  builder: ["builder", "id"],
  invocationId: ["metadata", "buildInvocationId"],
  startedOn: ["metadata", "buildStartedOn"],
  finishedOn: ["metadata", "buildFinishedOn"],
  materials: ["materials"],
} as const;

const SLSA: Readonly<Record<string, SlsaPaths>> = {
  "v0.1": { ...OLD_METADATA, buildType: ["recipe", "type"] },
  "v0.2": { ...OLD_METADATA, buildType: ["buildType"] },
  v1: {
    builder: ["runDetails", "builder", "id"],
    buildType: ["buildDefinition", "buildType"],
    invocationId: ["runDetails", "metadata", "invocationId"],
    startedOn: ["runDetails", "metadata", "startedOn"],
    finishedOn: ["runDetails", "metadata", "finishedOn"],
    materials: ["buildDefinition", "resolvedDependencies"],
  },
};

const MAX_MATERIALS = 50;

/** Early generators wrote `buildInvocationID` where the specification says `buildInvocationId`. */
function invocation(path: Path, predicate: EvidenceJson | undefined): readonly PredicateFact[] {
  const found = text("invocationId", "Invocation", predicate, path);
  if (found.length > 0 || path[0] !== "metadata") return found;
  return text("invocationId", "Invocation", predicate, ["metadata", "buildInvocationID"]);
}

/** SLSA provenance; v1 renames what v0.2 calls materials (slsa.dev/spec/v1.0/provenance). */
function slsaFacts(version: string | null, predicate: EvidenceJson | undefined): readonly PredicateFact[] {
  const paths = version === null ? undefined : SLSA[version];
  if (!paths) return [];
  const base = `/predicate/${paths.materials.join("/")}`;
  const materials = arrayAt(predicate, ...paths.materials);
  const count = materials
    ? [{ key: "materials", label: "Materials", value: materials.length, pointer: base, isTime: false }]
    : [];
  return [
    ...text("builder", "Builder", predicate, paths.builder),
    ...text("buildType", "Build type", predicate, paths.buildType),
    ...invocation(paths.invocationId, predicate),
    ...text("startedOn", "Build started", predicate, paths.startedOn, true),
    ...text("finishedOn", "Build finished", predicate, paths.finishedOn, true),
    ...count,
    ...(materials ?? []).slice(0, MAX_MATERIALS).flatMap((item, i) => materialFacts(item, i, `${base}/${i}`)),
  ];
}

function materialFacts(item: EvidenceJson, i: number, pointer: string): readonly PredicateFact[] {
  const uri = stringAt(item, "uri");
  const named: PredicateFact[] = [];
  if (uri !== null) {
    named.push({
      key: `material[${i}].uri`,
      label: "Material",
      value: uri,
      pointer: `${pointer}/uri`,
      isTime: false,
    });
  }
  for (const [algorithm, value] of digestsOf(item)) {
    named.push({
      key: `material[${i}].digest.${algorithm}`,
      label: `Material ${algorithm}`,
      value,
      pointer: `${pointer}${pointerOf("digest", algorithm)}`,
      isTime: false,
    });
  }
  return named;
}

/** The digest map of a subject or material: algorithm and value as the file writes them. */
export function digestsOf(item: EvidenceJson | undefined): readonly (readonly [string, string])[] {
  const map = member(item, "digest");
  if (typeof map !== "object" || map === null || Array.isArray(map)) return [];
  return Object.entries(map).flatMap(([algorithm, value]) =>
    typeof value === "string" ? [[algorithm, value] as const] : [],
  );
}

function vsaFacts(predicate: EvidenceJson | undefined): readonly PredicateFact[] {
  const levels = arrayAt(predicate, "verifiedLevels") ?? [];
  return [
    ...text("result", "Result", predicate, ["verificationResult"]),
    ...text("verifier", "Verifier", predicate, ["verifier", "id"]),
    ...text("resourceUri", "Resource", predicate, ["resourceUri"]),
    ...text("timeVerified", "Verified", predicate, ["timeVerified"], true),
    ...list("level", "Level", levels, "/predicate/verifiedLevels"),
  ];
}

function testResultFacts(predicate: EvidenceJson | undefined): readonly PredicateFact[] {
  const counts = (["passed", "failed", "warned"] as const).flatMap((key) => {
    const path = `${key}Tests`;
    const tests = arrayAt(predicate, path);
    if (!tests) return [];
    return [
      { key, label: `Tests ${key}`, value: tests.length, pointer: `/predicate/${path}`, isTime: false },
    ];
  });
  return [
    ...text("result", "Result", predicate, ["result"]),
    ...text("url", "Run", predicate, ["url"]),
    ...counts,
  ];
}

function scaiFacts(predicate: EvidenceJson | undefined): readonly PredicateFact[] {
  return (arrayAt(predicate, "attributes") ?? []).slice(0, MAX_MATERIALS).flatMap((item, i) => {
    const value = stringAt(item, "attribute");
    if (value === null) return [];
    const pointer = `/predicate/attributes/${i}/attribute`;
    return [{ key: `attribute[${i}]`, label: "Attribute", value, pointer, isTime: false }];
  });
}

function list(
  key: string,
  label: string,
  items: readonly EvidenceJson[],
  base: string,
): readonly PredicateFact[] {
  return items.slice(0, MAX_MATERIALS).flatMap((value, i) => {
    if (typeof value !== "string") return [];
    return [{ key: `${key}[${i}]`, label, value, pointer: `${base}/${i}`, isTime: false }];
  });
}
