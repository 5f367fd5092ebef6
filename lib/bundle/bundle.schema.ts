// The release bundle and the trust file. docs/formats.md names every field. All values are strings, so that no
// reader can disagree with another about a number.

import { z } from "zod";

export const BUNDLE_SCHEMA = "countersign.dev/release-bundle/v1";
export const TRUST_SCHEMA = "countersign.dev/trust/v1";

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const index = z.string().regex(/^(0|[1-9]\d{0,15})$/);

const envelope = z.strictObject({
  payload: base64,
  payloadType: z.string(),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: base64 })),
});

const provenLeaf = z.strictObject({ index, leaf: base64, proof: z.array(digest).max(64) });

const assertion = z.strictObject({
  credentialId: base64,
  authenticatorData: base64,
  clientDataJson: base64,
  signature: base64,
  publicKey: base64,
});

const bundleApproval = z.strictObject({
  envelope,
  /** Null where the password was entered again instead. */
  assertion: assertion.nullable(),
  /** The leaf that enrolled the passkey; null exactly where `assertion` is. */
  enrolled: provenLeaf.nullable(),
  /** The leaf that recorded this approval. */
  approved: provenLeaf,
});

const publicKey = z.strictObject({ keyId: digest, publicKey: base64 });

export const bundleSchema = z.strictObject({
  schema: z.literal(BUNDLE_SCHEMA),
  revision: base64,
  manifest: envelope,
  approvals: z.array(bundleApproval).min(1).max(100),
  released: provenLeaf,
  checkpoint: z.string().max(4000),
  keys: z.strictObject({ ledger: publicKey, workspace: publicKey }),
});

const ranged = { fromIndex: index, untilIndex: index.nullable() };

export const trustSchema = z.strictObject({
  schema: z.literal(TRUST_SCHEMA),
  ledger: z.strictObject({
    origin: z.string().regex(/^\S+$/),
    keys: z
      .array(z.strictObject({ ...publicKey.shape, ...ranged }))
      .min(1)
      .max(100),
  }),
  workspace: z.strictObject({
    keys: z
      .array(z.strictObject({ ...publicKey.shape, ...ranged }))
      .min(1)
      .max(100),
  }),
  origins: z
    .array(z.strictObject({ rpId: z.string().min(1), origin: z.string().min(1), ...ranged }))
    .max(100),
});

/** A release bundle, as its one canonical file says it. */
export type Bundle = z.infer<typeof bundleSchema>;
export type BundleApproval = z.infer<typeof bundleApproval>;
/** A leaf of the ledger with its index and inclusion proof under the bundle's checkpoint. */
export type ProvenLeaf = z.infer<typeof provenLeaf>;
/** The keys and origins that a verifier takes as given. */
export type Trust = z.infer<typeof trustSchema>;
