import { type Extraction, Findings } from "./extraction.ts";
import { pointerOf } from "./json-pointer.ts";
import { clip, MAX_JSON_DEPTH } from "./limits.ts";
import type { Locator } from "./locator.schema.ts";
import type { EvidenceJson } from "./parse-json.ts";
import { arrayAt, asObject, type JsonObject, member, stringAt } from "./read-json.ts";
import type { ComponentRow, ViewField, VulnerabilityRow } from "./view.ts";
import { Rows, type RowWindow } from "./window.ts";

/** The CycloneDX versions whose JSON is read (ECMA-424 and its predecessors). */
export const CYCLONEDX_VERSIONS: readonly string[] = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

const SERIAL = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Reads a CycloneDX SBOM in JSON. `cyclonedx.components` counts nested components too and never the root component
 * of the metadata; a version outside `CYCLONEDX_VERSIONS` gives no facts but that version.
 */
export function extractCycloneDx(document: EvidenceJson, window: RowWindow): Extraction {
  const version = stringAt(document, "specVersion");
  const found = new Findings();
  found.fact("cyclonedx.specVersion", version, at("/specVersion"));
  if (version === null || !CYCLONEDX_VERSIONS.includes(version)) {
    found.problem(
      "unsupported-version",
      `CycloneDX ${version ?? "without a version"} is not read; ${CYCLONEDX_VERSIONS[0]} to ${CYCLONEDX_VERSIONS.at(-1)} are.`,
      at("/specVersion"),
    );
    return {
      formatVersion: version,
      status: "unsupported-version",
      facts: found.facts,
      problems: found.problems(),
      statedTimes: [],
      view: { kind: "source" },
    };
  }
  return extractKnown(document, version, found, window);
}

function at(pointer: string): Locator {
  return { kind: "json-pointer", pointer };
}

function extractKnown(
  document: EvidenceJson,
  version: string,
  found: Findings,
  window: RowWindow,
): Extraction {
  const about = rootFacts(document, found);
  const walk = walkComponents(document, found, window);
  const count = (key: string, value: number | undefined, pointer: string) =>
    found.fact(`cyclonedx.${key}`, value ?? 0, at(pointer), about);
  const place = member(document, "components") === undefined ? "" : "/components";
  count("components", walk.rows.total, place);
  count("topLevelComponents", walk.topLevel, place);
  count("componentsWithPurl", walk.withPurl, place);
  for (const [type, number] of walk.types) count(`components.${type}`, number, place);
  for (const key of ["services", "dependencies"]) {
    count(key, arrayAt(document, key)?.length, member(document, key) === undefined ? "" : `/${key}`);
  }
  const vulnerabilities = walkVulnerabilities(document, found, about, window);
  return {
    formatVersion: version,
    status: "extracted",
    facts: found.facts,
    problems: found.problems(),
    statedTimes: found.statedTimes,
    view: {
      kind: "components",
      fields: headFields(document),
      rows: walk.rows.kept,
      total: walk.rows.total,
      vulnerabilities: vulnerabilities.kept,
      vulnerabilityTotal: vulnerabilities.total,
    },
  };
}

/** Facts of the document and its root component; returns what the SBOM is about. */
function rootFacts(document: EvidenceJson, found: Findings): readonly string[] {
  const serial = stringAt(document, "serialNumber");
  found.fact("cyclonedx.serialNumber", serial, at("/serialNumber"));
  if (serial !== null && !SERIAL.test(serial)) {
    found.problem("serial-number", "The serial number is not a urn:uuid (RFC 9562).", at("/serialNumber"));
  }
  const number = member(document, "version");
  if (typeof number === "number") found.fact("cyclonedx.version", number, at("/version"));
  const timestamp = stringAt(document, "metadata", "timestamp");
  found.fact("cyclonedx.timestamp", timestamp, at("/metadata/timestamp"));
  found.time("cyclonedx.timestamp", timestamp, at("/metadata/timestamp"));
  const name = stringAt(document, "metadata", "component", "name");
  const about = name === null ? [] : [`component:${clip(name, 200)}`];
  for (const key of ["name", "version", "type", "purl", "bom-ref"]) {
    const value = stringAt(document, "metadata", "component", key);
    found.fact(`cyclonedx.root.${key}`, value, at(`/metadata/component/${key}`), about);
  }
  return about;
}

interface Walk {
  readonly rows: Rows<ComponentRow>;
  readonly types: Map<string, number>;
  readonly refs: Set<string>;
  topLevel: number;
  withPurl: number;
}

function walkComponents(document: EvidenceJson, found: Findings, window: RowWindow): Walk {
  const walk: Walk = {
    rows: new Rows(window),
    types: new Map(),
    refs: new Set(),
    topLevel: 0,
    withPurl: 0,
  };
  const list = member(document, "components");
  if (list !== undefined && !Array.isArray(list)) {
    found.problem("unexpected-shape", "“components” is not a list.", at("/components"));
  }
  visit(document, "", 0, walk, found);
  return walk;
}

function visit(parent: EvidenceJson, base: string, depth: number, walk: Walk, found: Findings): void {
  if (depth > MAX_JSON_DEPTH) return;
  for (const [i, item] of (arrayAt(parent, "components") ?? []).entries()) {
    const pointer = `${base}/components/${i}`;
    const component = asObject(item);
    if (!component) {
      found.problem("unexpected-shape", `Entry ${i} of the components is not a component.`, at(pointer));
      continue;
    }
    if (depth === 0) walk.topLevel++;
    tally(component, pointer, walk, found);
    walk.rows.add(() => componentRow(component, pointer, depth));
    visit(component, pointer, depth + 1, walk, found);
  }
}

function tally(component: JsonObject, pointer: string, walk: Walk, found: Findings): void {
  const type = stringAt(component, "type");
  if (type !== null && /^[a-z][a-z-]{0,40}$/.test(type))
    walk.types.set(type, (walk.types.get(type) ?? 0) + 1);
  if (stringAt(component, "purl") !== null) walk.withPurl++;
  const ref = stringAt(component, "bom-ref");
  if (ref === null) return;
  if (walk.refs.has(ref))
    found.problem("duplicate-ref", `bom-ref “${clip(ref, 120)}” stands twice.`, at(pointer));
  walk.refs.add(ref);
}

function componentRow(component: JsonObject, pointer: string, depth: number): ComponentRow {
  const text = (key: string) => {
    const value = stringAt(component, key);
    return value === null ? null : clip(value, 300);
  };
  return {
    name: text("name") ?? "(unnamed)",
    version: text("version"),
    type: text("type"),
    purl: text("purl"),
    licences: licencesOf(component),
    depth,
    locator: at(pointer),
  };
}

function licencesOf(component: JsonObject): string | null {
  const names = (arrayAt(component, "licenses") ?? []).slice(0, 10).flatMap((entry) => {
    const name =
      stringAt(entry, "expression") ?? stringAt(entry, "license", "id") ?? stringAt(entry, "license", "name");
    return name === null ? [] : [name];
  });
  return names.length === 0 ? null : clip(names.join(", "), 300);
}

function walkVulnerabilities(
  document: EvidenceJson,
  found: Findings,
  about: readonly string[],
  window: RowWindow,
): Rows<VulnerabilityRow> {
  const rows = new Rows<VulnerabilityRow>(window);
  const states = new Map<string, number>();
  for (const [i, item] of (arrayAt(document, "vulnerabilities") ?? []).entries()) {
    const state = stringAt(item, "analysis", "state");
    if (state !== null && /^[a-z_]{1,40}$/.test(state)) states.set(state, (states.get(state) ?? 0) + 1);
    rows.add(() => ({
      id: clip(stringAt(item, "id") ?? "(no id)", 120),
      severity: stringAt(arrayAt(item, "ratings")?.[0], "severity"),
      state,
      affects: arrayAt(item, "affects")?.length ?? 0,
      locator: at(pointerOf("vulnerabilities", i)),
    }));
  }
  const place = at(member(document, "vulnerabilities") === undefined ? "" : "/vulnerabilities");
  found.fact("cyclonedx.vulnerabilities", rows.total, place, about);
  for (const [state, number] of states) found.fact(`cyclonedx.analysis.${state}`, number, place, about);
  return rows;
}

function headFields(document: EvidenceJson): readonly ViewField[] {
  const wanted: readonly (readonly [string, string, readonly string[]])[] = [
    ["Describes", "/metadata/component/name", ["metadata", "component", "name"]],
    ["Version", "/metadata/component/version", ["metadata", "component", "version"]],
    ["Made", "/metadata/timestamp", ["metadata", "timestamp"]],
    ["Serial number", "/serialNumber", ["serialNumber"]],
  ];
  return wanted.flatMap(([label, pointer, path]) => {
    const value = stringAt(document, ...path);
    return value === null ? [] : [{ label, value: clip(value, 300), locator: at(pointer) }];
  });
}
