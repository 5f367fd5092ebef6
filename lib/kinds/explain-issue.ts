import { nearest } from "../kernel/nearest.ts";
import type { KindIssue as Issue } from "./kind.schema.ts";

type Path = readonly (string | number)[];

/** A mistake of shape at its place, in words for whoever writes the file. */
export interface ShapeFault {
  readonly path: Path;
  readonly says: string;
}

/**
 * What a mistake of shape means to a person. `schema` is the JSON Schema of the shape: an unknown field is reported
 * where it stands, with the field that was most likely meant.
 */
export function explainIssue(issue: Issue, schema: unknown): readonly ShapeFault[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = fieldsAt(schema, path);
      return issue.keys.map((key) => ({ path: [...path, key], says: unknownField(key, known) }));
    }
    case "invalid_value": {
      const values = issue.values.map(String);
      return [{ path, says: `one of ${values.join(", ")}${meant(String(issue.input ?? ""), values)}` }];
    }
    case "invalid_type":
      return [{ path, says: typeFault(path, issue) }];
    case "invalid_union":
      return explainUnion(issue, path, schema);
    default:
      return [{ path, says: issue.message }];
  }
}

function explainUnion(issue: Extract<Issue, { code: "invalid_union" }>, path: Path, schema: unknown) {
  // The branch that got furthest is the one that was meant.
  const deepest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0];
  if (!deepest || depth(deepest) === 0) {
    const says = issue.errors.flatMap((branch) => branch.slice(0, 1).map((inner) => inner.message));
    return [{ path, says: says.length > 0 ? [...new Set(says)].join(", or: ") : issue.message }];
  }
  return deepest.flatMap((inner) =>
    explainIssue({ ...inner, path: [...issue.path, ...inner.path] } as Issue, schema),
  );
}

function depth(branch: readonly Issue[]): number {
  return Math.max(0, ...branch.map((inner) => inner.path.length));
}

function typeFault(path: Path, issue: Extract<Issue, { code: "invalid_type" }>): string {
  const words: Readonly<Record<string, string>> = {
    string: "text",
    int: "a whole number",
    number: "a number",
    boolean: "true or false",
    array: "a list",
    object: "a mapping",
  };
  const wanted = words[issue.expected] ?? issue.expected;
  // Zod leaves the input out of its issues unless it is asked; its message says what was received.
  return issue.message.includes("undefined")
    ? `"${String(path.at(-1) ?? "")}" is needed here: ${wanted}`
    : `${wanted} is expected here`;
}

function unknownField(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  const hint = near === null ? `; fields here are ${known.join(", ")}` : `; did you mean "${near}"?`;
  return `there is no field "${key}" here${known.length === 0 ? "" : hint}`;
}

function meant(word: string, words: readonly string[]): string {
  const found = nearest(word, words);
  return found === null ? "" : `; did you mean "${found}"?`;
}

/** The fields that a JSON Schema allows at a path; empty where it does not say. */
function fieldsAt(schema: unknown, path: Path): readonly string[] {
  let at: unknown[] = [schema];
  for (const step of path) {
    at = at.flatMap(branches).flatMap((one) => {
      const inner = typeof step === "number" ? field(one, "items") : field(field(one, "properties"), step);
      return inner === undefined ? [] : [inner];
    });
  }
  return [...new Set(at.flatMap(branches).flatMap((one) => Object.keys(asRecord(field(one, "properties")))))];
}

function branches(schema: unknown): unknown[] {
  const any = field(schema, "anyOf") ?? field(schema, "oneOf");
  return Array.isArray(any) ? any.flatMap(branches) : [schema];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function field(value: unknown, key: string): unknown {
  return Object.hasOwn(asRecord(value), key) ? asRecord(value)[key] : undefined;
}
