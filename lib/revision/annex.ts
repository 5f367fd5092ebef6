import type { Digest } from "../kernel/brand.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import { saltedDigest } from "../kernel/digest.ts";
import type {
  ClaimBody,
  HoldBody,
  ObjectionBody,
  RegisterBody,
  SectionBody,
  SourceBody,
  TraceBody,
} from "./revision.ts";

/** The schema name of an annex's own canonical bytes, which only the cleared may open. */
export const ANNEX_SCHEMA = "countersign.dev/packet-annex/v1";

/** Everything of an annex that a revision commits to. Contributors stand here, not in the body. */
export interface AnnexContent {
  readonly packetId: string;
  readonly number: number;
  readonly slot: string;
  readonly title: string;
  readonly sections: readonly SectionBody[];
  readonly registers: readonly RegisterBody[];
  readonly claims: readonly ClaimBody[];
  readonly trace: readonly TraceBody[];
  readonly sources: readonly SourceBody[];
  readonly objections: readonly ObjectionBody[];
  readonly holds: readonly HoldBody[];
  readonly contributorIds: readonly string[];
}

/** Canonical bytes of an annex (RFC 8785); lists in order of number or id, so that equal state gives equal bytes. */
export function annexBytes(content: AnnexContent): Uint8Array {
  const byNumber = (a: { number: number }, b: { number: number }) => a.number - b.number;
  const byKey = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return canonicalBytes({
    schema: ANNEX_SCHEMA,
    packetId: content.packetId,
    number: content.number,
    slot: content.slot,
    title: content.title,
    sections: content.sections,
    registers: [...content.registers].sort((a, b) => byKey(a.key, b.key)),
    claims: [...content.claims].sort(byNumber),
    trace: [...content.trace].sort((a, b) => byKey(a.id, b.id)),
    sources: [...content.sources].sort(byNumber),
    objections: [...content.objections].sort(byNumber),
    holds: [...content.holds].sort(byNumber),
    contributorIds: [...content.contributorIds].sort(),
  });
}

/** The commitment that stands in the revision: HMAC-SHA256 over the annex's bytes under its 32-byte salt. */
export function annexCommitment(salt: Uint8Array, bytes: Uint8Array): Digest {
  return saltedDigest(salt, bytes);
}
