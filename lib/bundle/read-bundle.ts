import { equalBytes, fromBase64, fromUtf8 } from "../kernel/bytes.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { parseStrictJson } from "../kernel/strict-json.ts";
import { type Bundle, bundleSchema, type Trust, trustSchema } from "./bundle.schema.ts";
import { type RevisionShape, revisionShape } from "./revision-shape.schema.ts";

interface Checked<T> {
  readonly success: boolean;
  readonly data?: T;
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
}

function readJson<T>(
  bytes: Uint8Array,
  options: { readonly canonical: boolean; readonly check: (json: unknown) => Checked<T> },
): Result<T, string> {
  const text = fromUtf8(bytes);
  if (text === null) return err("it is not UTF-8");
  const json = parseStrictJson(text, 200);
  if (!json.ok) return err(`it is not strict JSON (${json.error.reason} at character ${json.error.offset})`);
  if (options.canonical && !equalBytes(canonicalBytes(json.value), bytes)) {
    return err("it differs from its own canonical form");
  }
  const checked = options.check(json.value);
  if (checked.data !== undefined) return ok(checked.data);
  return err(`a field is missing, unknown or malformed: ${path(checked)}`);
}

function path(checked: Checked<unknown>): string {
  return checked.error?.issues[0]?.path.map(String).join(".") || "at the top";
}

/** The bundle that the bytes spell. Bytes that differ from their own canonical form are refused. */
export function readBundle(bytes: Uint8Array): Result<Bundle, string> {
  return readJson(bytes, { canonical: true, check: (json) => bundleSchema.safeParse(json) });
}

/** The trust file that the bytes spell. It may be indented: nothing is signed over its bytes. */
export function readTrust(bytes: Uint8Array): Result<Trust, string> {
  return readJson(bytes, { canonical: false, check: (json) => trustSchema.safeParse(json) });
}

/** The revision that the bytes spell, where they are canonical. */
export function readRevision(bytes: Uint8Array): Result<RevisionShape, string> {
  return readJson(bytes, { canonical: true, check: (json) => revisionShape.safeParse(json) });
}

/** Bytes of a base64 field; for one that is not strict base64, no bytes at all. */
export function field(text: string): Uint8Array {
  return fromBase64(text) ?? new Uint8Array();
}
