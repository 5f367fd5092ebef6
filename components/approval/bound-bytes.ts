import { fromUtf8, toHex } from "@/lib/kernel/bytes";
import { parseStrictJson } from "@/lib/kernel/strict-json";
import { parseApproval, parseManifest } from "@/lib/manifest/statement";
import type { ApprovalStatement, ReleaseStatement } from "@/lib/manifest/statement.schema";
import { REVISION_SCHEMA, type RevisionBody } from "@/lib/revision/revision";

/** Why the sheet closes itself: a sentence for the person. */
export class BytesFault extends Error {}

/** SHA-256 by the browser's own WebCrypto, in lower-case hex. */
export async function browserDigest(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))));
}

/** Fetches bytes and lets them through only where their digest, computed here, is the expected one. */
export async function fetchExact(url: string, expected: string, what: string): Promise<Uint8Array> {
  const response = await fetch(url, { cache: "no-store", credentials: "same-origin" });
  if (!response.ok) throw new BytesFault(`The ${what} could not be fetched (${response.status}).`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if ((await browserDigest(bytes)) !== expected) {
    throw new BytesFault(
      `The bytes of the ${what} do not have the digest that they should have. Do not sign.`,
    );
  }
  return bytes;
}

/** The revision that the bytes spell. */
export function readRevision(bytes: Uint8Array): RevisionBody {
  const text = fromUtf8(bytes);
  const json = text === null ? null : parseStrictJson(text);
  if (!json?.ok) throw new BytesFault("The revision's bytes are not well-formed JSON.");
  const body = json.value as unknown as RevisionBody; // its digest is the one that the workspace cut and names
  if (body.schema !== REVISION_SCHEMA) throw new BytesFault("The bytes are not a packet revision.");
  return body;
}

/** The manifest that the bytes spell; it must name the given revision. */
export function readManifest(bytes: Uint8Array, revisionDigest: string): ReleaseStatement {
  const parsed = parseManifest(bytes);
  if (!parsed.ok) throw new BytesFault(`The manifest's bytes cannot be read (${parsed.error.reason}).`);
  if (parsed.value.statement.subject[0].digest.sha256 !== revisionDigest) {
    throw new BytesFault("The manifest names another revision. Do not sign.");
  }
  return parsed.value.statement;
}

/** The approval that the bytes spell; it must name exactly this revision, this manifest and this verb. */
export function readApproval(
  bytes: Uint8Array,
  expected: { readonly revision: string; readonly manifest: string; readonly verb: string },
): ApprovalStatement {
  const parsed = parseApproval(bytes);
  if (!parsed.ok) throw new BytesFault(`The approval's bytes cannot be read (${parsed.error.reason}).`);
  const { subject, predicate } = parsed.value.statement;
  const named =
    subject[0].digest.sha256 === expected.revision && subject[1].digest.sha256 === expected.manifest;
  if (!named || predicate.verb !== expected.verb) {
    throw new BytesFault("The approval that came back names something else than this sheet. Do not sign.");
  }
  return parsed.value.statement;
}
