import { findCarriers } from "./find-envelopes.ts";
import type { EvidenceFormat } from "./format.ts";
import type { EvidenceJson } from "./parse-json.ts";
import { arrayAt, asArray, asObject, member, stringAt } from "./read-json.ts";

/** A format with the version that the content names; null where it names none. */
export interface Named {
  readonly format: EvidenceFormat;
  readonly version: string | null;
}

type Recogniser = (document: EvidenceJson) => Named | null;

/** The format of a JSON document, by its members alone; `json` where nothing tells more. */
export function recogniseJson(document: EvidenceJson): Named {
  for (const recogniser of RECOGNISERS) {
    const named = recogniser(document);
    if (named) return named;
  }
  return { format: "json", version: null };
}

const RECOGNISERS: readonly Recogniser[] = [
  attestation,
  (doc) =>
    stringAt(doc, "bomFormat") === "CycloneDX"
      ? { format: "cyclonedx", version: versionAt(doc, "specVersion") }
      : null,
  spdx,
  sarif,
  (doc) => {
    const context = stringAt(doc, "@context");
    if (!context?.startsWith("https://openvex.dev/ns")) return null;
    return { format: "openvex", version: /\/v([\d.]+)$/.exec(context)?.[1] ?? null };
  },
  (doc) => {
    const version = stringAt(doc, "document", "csaf_version");
    return version === null ? null : { format: "csaf", version };
  },
  trivy,
  (doc) => (isGrype(doc) ? { format: "grype", version: stringAt(doc, "descriptor", "version") } : null),
  (doc) => (isOsv(doc) ? { format: "osv-scanner", version: null } : null),
];

function versionAt(document: EvidenceJson, key: string): string | null {
  const version = member(document, key);
  return typeof version === "string" || typeof version === "number" ? String(version) : null;
}

function attestation(document: EvidenceJson): Named | null {
  const carriers = findCarriers(document);
  const first = carriers[0];
  if (!first) return null;
  const onlyMessages = carriers.every(
    (carrier) => carrier.shape === "bundle" && !asObject(member(carrier.object, "dsseEnvelope")),
  );
  return { format: onlyMessages ? "sigstore-bundle" : "in-toto", version: null };
}

function spdx(document: EvidenceJson): Named | null {
  const version = stringAt(document, "spdxVersion");
  if (version?.startsWith("SPDX-")) return { format: "spdx", version: version.slice(5) };
  const context = stringAt(document, "@context");
  if (context === null || !/^https:\/\/spdx\.(org|github\.io)\//.test(context)) return null;
  return { format: "spdx", version: /\/(\d+\.\d+(\.\d+)?)\//.exec(context)?.[1] ?? null };
}

function sarif(document: EvidenceJson): Named | null {
  const version = versionAt(document, "version");
  const bySchema = stringAt(document, "$schema")?.toLowerCase().includes("sarif") ?? false;
  const byRuns = version !== null && arrayAt(document, "runs") !== null;
  return bySchema || byRuns ? { format: "sarif", version } : null;
}

function trivy(document: EvidenceJson): Named | null {
  const schema = member(document, "SchemaVersion");
  const shaped = ["ArtifactName", "Results"].some((key) => member(document, key) !== undefined);
  if (typeof schema === "number" && shaped) return { format: "trivy", version: String(schema) };
  const isCluster = stringAt(document, "ClusterName") !== null && arrayAt(document, "Resources") !== null;
  if (isCluster) return { format: "trivy", version: "k8s" };
  const first = asArray(document)?.[0];
  const isList = stringAt(first, "Target") !== null && member(first, "Vulnerabilities") !== undefined;
  return isList ? { format: "trivy", version: "1" } : null;
}

function isGrype(document: EvidenceJson): boolean {
  if (!arrayAt(document, "matches")) return false;
  return stringAt(document, "descriptor", "name") === "grype" || member(document, "source") !== undefined;
}

function isOsv(document: EvidenceJson): boolean {
  const results = arrayAt(document, "results");
  if (!results) return false;
  const shaped = results.some((result) => arrayAt(result, "packages") && member(result, "source"));
  return shaped || member(document, "experimental_config") !== undefined;
}

const HINTS: readonly (readonly [RegExp, EvidenceFormat])[] = [
  [/"bomFormat"\s*:\s*"CycloneDX"/, "cyclonedx"],
  [/"mediaType"\s*:\s*"application\/vnd\.dev\.sigstore\.bundle/, "sigstore-bundle"],
  [/"payloadType"\s*:\s*"application\/vnd\.in-toto/, "in-toto"],
  [/"spdxVersion"\s*:\s*"SPDX-/, "spdx"],
  [/"\$schema"\s*:\s*"[^"]{0,300}sarif/i, "sarif"],
  [/"csaf_version"\s*:/, "csaf"],
  [/"@context"\s*:\s*"https:\/\/openvex\.dev\/ns/, "openvex"],
];

/** What a broken JSON text set out to be, by its first 64 KiB; `json` where nothing tells. */
export function hintOfBrokenJson(text: string): EvidenceFormat {
  const head = text.slice(0, 65_536);
  return HINTS.find(([pattern]) => pattern.test(head))?.[1] ?? "json";
}
