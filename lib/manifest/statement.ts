// Building and reading the two statements. Signed bytes are stored as bytes and never written again to be checked.
// Rules: docs/spec/manifest.md MF5–MF9.

import type { Digest } from "../kernel/brand.ts";
import { equalBytes, fromUtf8 } from "../kernel/bytes.ts";
import { canonicalBytes, type Json } from "../kernel/canonical.ts";
import { digestOf } from "../kernel/digest.ts";
import { InvariantError } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { parseStrictJson } from "../kernel/strict-json.ts";
import {
  APPROVAL_PREDICATE,
  type ApprovalPredicate,
  type ApprovalStatement,
  approvalStatementSchema,
  RELEASE_PREDICATE,
  type ReleasePredicate,
  type ReleaseStatement,
  releaseStatementSchema,
  STATEMENT_V1,
} from "./statement.schema.ts";

/** A statement as its exact bytes, what they are named by, and what they say. */
export interface Sealed<S> {
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  readonly statement: S;
}

/** Why bytes are not a statement of the wanted kind. `at` is a dotted path where one is known. */
export interface StatementFault {
  readonly reason: "not-utf8" | "not-json" | "not-canonical" | "not-this-statement";
  readonly at: string;
}

/** The manifest over one revision. Throws `InvariantError` where the predicate does not fit its schema. */
export function buildManifest(revision: string, predicate: ReleasePredicate): Sealed<ReleaseStatement> {
  const subject = [{ name: "revision", digest: { sha256: revision } }];
  return sealStatement(
    { _type: STATEMENT_V1, subject, predicateType: RELEASE_PREDICATE, predicate },
    parseManifest,
  );
}

/** An approval statement over one revision and one manifest: the bytes that the person signs. */
export function buildApproval(
  over: { readonly revision: string; readonly manifest: string },
  predicate: ApprovalPredicate,
): Sealed<ApprovalStatement> {
  const subject = [
    { name: "revision", digest: { sha256: over.revision } },
    { name: "manifest", digest: { sha256: over.manifest } },
  ];
  return sealStatement(
    { _type: STATEMENT_V1, subject, predicateType: APPROVAL_PREDICATE, predicate },
    parseApproval,
  );
}

function sealStatement<S>(
  value: unknown,
  parse: (bytes: Uint8Array) => Result<Sealed<S>, StatementFault>,
): Sealed<S> {
  const parsed = parse(canonicalBytes(value));
  if (!parsed.ok) throw new InvariantError("MF5", `${parsed.error.reason} at ${parsed.error.at}`);
  return parsed.value;
}

/** Reads a manifest from its exact bytes. */
export function parseManifest(bytes: Uint8Array): Result<Sealed<ReleaseStatement>, StatementFault> {
  return parseStatement(bytes, (json) => releaseStatementSchema.safeParse(json));
}

/** Reads an approval from its exact bytes. */
export function parseApproval(bytes: Uint8Array): Result<Sealed<ApprovalStatement>, StatementFault> {
  return parseStatement(bytes, (json) => approvalStatementSchema.safeParse(json));
}

type Checked<S> =
  | { success: true; data: S }
  | { success: false; error: { issues: readonly { path: readonly PropertyKey[] }[] } };

function parseStatement<S>(
  bytes: Uint8Array,
  check: (json: Json) => Checked<S>,
): Result<Sealed<S>, StatementFault> {
  const text = fromUtf8(bytes);
  if (text === null) return err({ reason: "not-utf8", at: "" });
  const json = parseStrictJson(text);
  if (!json.ok) return err({ reason: "not-json", at: `offset ${json.error.offset}` });
  if (!equalBytes(canonicalBytes(json.value), bytes)) return err({ reason: "not-canonical", at: "" });
  const checked = check(json.value);
  if (!checked.success) {
    const path = checked.error.issues[0]?.path ?? [];
    return err({ reason: "not-this-statement", at: path.map(String).join(".") });
  }
  return ok({ bytes, digest: digestOf(bytes), statement: checked.data });
}

/** Digest that a manifest holds of a lane's recipients: over their account ids, sorted, without doubles. */
export function recipientsDigest(accountIds: readonly string[]): Digest {
  return digestOf(canonicalBytes([...new Set(accountIds)].sort()));
}
