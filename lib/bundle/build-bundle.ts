import { assertionJson } from "../approvals/leaf-subjects.ts";
import type { Assertion } from "../approvals/webauthn.ts";
import { toBase64 } from "../kernel/bytes.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import type { Envelope } from "../manifest/dsse.ts";
import { BUNDLE_SCHEMA, type ProvenLeaf } from "./bundle.schema.ts";

/** A leaf's bytes, its index, and its inclusion proof in hex under the bundle's checkpoint. */
export interface LeafInput {
  readonly index: bigint;
  readonly leaf: Uint8Array;
  readonly proof: readonly string[];
}

export interface BundleInput {
  readonly revision: Uint8Array;
  readonly manifest: Envelope;
  readonly approvals: readonly {
    readonly envelope: Envelope;
    readonly assertion: Assertion | null;
    readonly enrolled: LeafInput | null;
    readonly approved: LeafInput;
  }[];
  readonly released: LeafInput;
  /** A signed checkpoint whose tree holds every leaf above. */
  readonly checkpoint: string;
  readonly keys: Record<"ledger" | "workspace", { readonly keyId: string; readonly publicKey: Uint8Array }>;
}

/** The bytes of a release bundle: one RFC 8785 file. Approvals stand in the order in which they were recorded. */
export function buildBundle(input: BundleInput): Uint8Array {
  const approvals = [...input.approvals].sort((a, b) => (a.approved.index < b.approved.index ? -1 : 1));
  return canonicalBytes({
    schema: BUNDLE_SCHEMA,
    revision: toBase64(input.revision),
    manifest: input.manifest,
    approvals: approvals.map(({ envelope, assertion, enrolled, approved }) => ({
      envelope,
      assertion: assertion && assertionJson(assertion),
      enrolled: enrolled && provenLeaf(enrolled),
      approved: provenLeaf(approved),
    })),
    released: provenLeaf(input.released),
    checkpoint: input.checkpoint,
    keys: { ledger: publicKey(input.keys.ledger), workspace: publicKey(input.keys.workspace) },
  });
}

function provenLeaf({ index, leaf, proof }: LeafInput): ProvenLeaf {
  return { index: index.toString(), leaf: toBase64(leaf), proof: [...proof] };
}

function publicKey(key: { readonly keyId: string; readonly publicKey: Uint8Array }) {
  return { keyId: key.keyId, publicKey: toBase64(key.publicKey) };
}

/** The file name under which a bundle is offered: `<slug>-r<number>.countersign.json`. */
export function bundleFileName(slug: string, revisionNumber: number): string {
  return `${slug}-r${revisionNumber}.countersign.json`;
}
