// A whole release without a server: revision, manifest, two approvals (a signer's by password or passkey, the
// owner's by passkey), a ledger and a signed checkpoint. Tests bend one part and see the verifier name it.

import { ed25519 } from "@noble/curves/ed25519.js";
import {
  approvedSubjects,
  passkeyEnrolledSubjects,
  releasedSubjects,
} from "../lib/approvals/leaf-subjects.ts";
import { approvalChallenge } from "../lib/approvals/webauthn.ts";
import { buildBundle, type LeafInput } from "../lib/bundle/build-bundle.ts";
import { TRUST_SCHEMA, type Trust } from "../lib/bundle/bundle.schema.ts";
import { toBase64, toBase64Url, toHex } from "../lib/kernel/bytes.ts";
import { digestOf, digestOfText, sha256 } from "../lib/kernel/digest.ts";
import { signCheckpointNote } from "../lib/ledger/checkpoint.ts";
import { encodeLeaf, type OpenLeaf } from "../lib/ledger/event.ts";
import * as merkle from "../lib/ledger/merkle.ts";
import { sealEnvelope } from "../lib/manifest/dsse.ts";
import type { ApprovalPredicate, ReleasePredicate } from "../lib/manifest/statement.schema.ts";
import { buildApproval, buildManifest, recipientsDigest } from "../lib/manifest/statement.ts";
import { buildRevision, revisionBytes, revisionDigest } from "../lib/revision/revision.ts";
import { sampleRevisionInput } from "../lib/revision/sample.ts";
import { type AssertOptions, softwareAuthenticator } from "./authenticator.ts";

export const OWNER = { id: "00000000-0000-4000-8000-000000000010", name: "Olga Owner" };
export const SIGNER = { id: "00000000-0000-4000-8000-000000000011", name: "Sami Signer" };
export const PARTY = { rpId: "localhost", origin: "http://localhost:3000" };
const LANE = "00000000-0000-4000-8000-0000000000bb";
const ORIGIN = "countersign.dev/ledger/5f0a";

/** An Ed25519 key for tests. */
export function testKey() {
  const { secretKey, publicKey } = ed25519.keygen();
  return {
    keyId: digestOf(publicKey),
    publicKey,
    sign: (bytes: Uint8Array) => ed25519.sign(bytes, secretKey),
  };
}

/** What a test may bend. Each function gets the honest value and returns the one to use. */
export interface Bend {
  readonly input?: ReturnType<typeof sampleRevisionInput>;
  readonly manifest?: (honest: ReleasePredicate) => ReleasePredicate;
  readonly approval?: (honest: ApprovalPredicate, i: number) => ApprovalPredicate;
  readonly over?: (honest: { revision: string; manifest: string }, i: number) => typeof honest;
  readonly leaf?: (honest: OpenLeaf, what: string) => OpenLeaf;
  readonly assert?: AssertOptions;
  /** Sign another approval's challenge. */
  readonly challenge?: (honest: Uint8Array) => Uint8Array;
  readonly order?: readonly string[];
  readonly ownerPassword?: boolean;
  readonly keys?: {
    readonly ledger: ReturnType<typeof testKey>;
    readonly workspace: ReturnType<typeof testKey>;
  };
  readonly origin?: string;
}

/** The honest manifest's predicate over a revision. */
export function samplePredicate(body: ReturnType<typeof buildRevision>, origin = ORIGIN): ReleasePredicate {
  const part = (name: string) => body.parts[name] ?? digestOfText("missing");
  return {
    ledgerOrigin: origin,
    packet: { ...body.packet, slug: "settlement-cutover" },
    kind: body.kind,
    number: 1,
    revision: { number: 4, parent: body.parent, parts: body.parts },
    askedBy: { id: "00000000-0000-4000-8000-000000000001", name: "Ada" },
    askedAt: "2026-03-23T08:00:00.000Z",
    lapsesAt: "2026-03-26T08:00:00.000Z",
    lane: {
      id: LANE,
      key: "settlement-operators",
      version: 2,
      title: "Settlement operators",
      purpose: "Rehearse the cutover",
      recipientsDigest: recipientsDigest(["00000000-0000-4000-8000-000000000020"]),
      recipientCount: 1,
      exportPolicy: "bundle",
      maxWindowHours: 96,
    },
    window: { hours: 72, closesNoLaterThan: "2026-03-29T08:00:00.000Z" },
    optionSet: { digest: part("option-set"), selected: ["grant"] },
    blockedPaths: { digest: part("blocked-paths"), keys: body.blockedPaths.map((row) => row.key) },
    claimTrace: { digest: part("claim-trace"), claims: body.claims.length, untraced: 0 },
    objectionLedger: { digest: part("objection-ledger"), open: 0, residual: 0 },
    annexBoundary: {
      digest: part("annex-boundary"),
      annexes: body.annexes.map(({ number, commitment }) => ({ number, commitment })),
    },
    membersDigest: digestOfText("members"),
    clearancesDigest: digestOfText("clearances"),
    checks: [
      {
        check: "claims-traced",
        version: 1,
        gate: "evidence",
        outcome: "pass",
        looked: { claims: part("claim-trace") },
        dueAt: null,
      },
    ],
    releaseOwner: OWNER,
    requiredSigners: [{ ...SIGNER, as: "settlement-lead" }],
    methods: ["passkey", "password"],
    separationOfDuties: { approverMayContribute: false, signersMayContribute: false },
    supersedes: null,
    stopBoundary: {
      statement: body.stopBoundary.statement,
      deniedActions: [...body.stopBoundary.deniedActions],
    },
  };
}

/** A release as a bundle, with the trust file that fits it. Honest unless bent. */
export function sampleRelease(bend: Bend = {}) {
  const keys = bend.keys ?? { ledger: testKey(), workspace: testKey() };
  const origin = bend.origin ?? ORIGIN;
  const body = buildRevision(bend.input ?? sampleRevisionInput());
  const predicate = samplePredicate(body, origin);
  const manifest = buildManifest(revisionDigest(body), bend.manifest?.(predicate) ?? predicate);
  const authenticator = softwareAuthenticator(PARTY);
  const over = { revision: revisionDigest(body) as string, manifest: manifest.digest as string };

  const approvals = [SIGNER, OWNER].map((person, i) => {
    const isOwner = person === OWNER;
    const byPasskey = isOwner && !bend.ownerPassword;
    const honest: ApprovalPredicate = {
      ledgerOrigin: origin,
      packet: { id: body.packet.id },
      verb: "approve",
      signer: person,
      role: isOwner ? "release-owner" : "required-signer",
      as: isOwner ? null : "settlement-lead",
      onBehalfOf: null,
      method: byPasskey ? "passkey" : "password",
      reason: null,
      nonce: toBase64Url(sha256(new TextEncoder().encode(`nonce ${i}`))),
      askedAt: "2026-03-23T08:30:00.000Z",
    };
    const approval = buildApproval(bend.over?.(over, i) ?? over, bend.approval?.(honest, i) ?? honest);
    const challenge = approvalChallenge(approval.bytes);
    const assertion = byPasskey
      ? authenticator.assertBytes(bend.challenge?.(challenge) ?? challenge, bend.assert)
      : null;
    return { approval, assertion };
  });

  const ledger = sampleLedger({ body, over, approvals, authenticator, bend });
  const bytes = buildBundle({
    revision: revisionBytes(body),
    manifest: sealEnvelope(manifest.bytes, keys.workspace),
    approvals: approvals.map(({ approval, assertion }, i) => ({
      envelope: sealEnvelope(approval.bytes, keys.workspace),
      assertion,
      enrolled: assertion && ledger.proven("enrolled"),
      approved: ledger.proven(`approved ${i}`),
    })),
    released: ledger.proven("released"),
    checkpoint: signCheckpointNote({ origin, size: ledger.size, root: ledger.root }, keys.ledger),
    keys,
  });
  return { bytes, trust: trustFor(keys, origin), keys, body, manifest, approvals };
}

interface LedgerInput {
  readonly body: ReturnType<typeof buildRevision>;
  readonly over: { readonly revision: string; readonly manifest: string };
  readonly approvals: readonly {
    readonly approval: ReturnType<typeof buildApproval>;
    readonly assertion: ReturnType<ReturnType<typeof softwareAuthenticator>["assertBytes"]> | null;
  }[];
  readonly authenticator: ReturnType<typeof softwareAuthenticator>;
  readonly bend: Bend;
}

function sampleLedger({ body, over, approvals, authenticator, bend }: LedgerInput) {
  const packet = body.packet.id;
  const base = { onBehalfOf: null, through: "web", textDigest: null } as const;
  const inPacket = { ...base, packet, scope: "body" } as const;
  const honest: Record<string, OpenLeaf> = {
    enrolled: {
      ...base,
      type: "passkey changed",
      at: "2026-03-01T09:00:00.000Z",
      actor: OWNER.id,
      packet: null,
      scope: null,
      subjects: passkeyEnrolledSubjects({
        credentialId: authenticator.credentialId,
        publicKey: authenticator.cosePublicKey,
      }),
    },
    other: { ...inPacket, type: "ready", at: "2026-03-02T09:00:00.000Z", actor: null, subjects: {} },
    "approved 0": approvedLeaf(0),
    "approved 1": approvedLeaf(1),
    released: {
      ...inPacket,
      type: "released",
      at: "2026-03-23T09:02:00.000Z",
      actor: OWNER.id,
      subjects: releasedSubjects({ ...over, approvals: approvals.map((one) => one.approval.digest) }),
    },
    handoff: { ...inPacket, type: "handoff", at: "2026-03-23T09:02:00.000Z", actor: null, subjects: {} },
  };
  function approvedLeaf(i: number): OpenLeaf {
    const one = approvals[i];
    if (!one) throw new RangeError("no such approval");
    return {
      ...inPacket,
      type: "approved",
      at: `2026-03-23T09:0${i}:00.000Z`,
      actor: one.approval.statement.predicate.signer.id,
      onBehalfOf: one.approval.statement.predicate.onBehalfOf?.id ?? null,
      subjects: approvedSubjects({ ...over, approval: one.approval.digest, assertion: one.assertion }),
    };
  }
  const names = bend.order ?? Object.keys(honest);
  const leaves = names.map((name) => {
    const leaf = honest[name];
    if (!leaf) throw new RangeError(`no leaf ${name}`);
    return encodeLeaf(bend.leaf?.(leaf, name) ?? leaf);
  });
  const hashes = leaves.map(merkle.leafHash);
  return {
    size: leaves.length,
    root: merkle.rootOf(hashes),
    proven(name: string): LeafInput {
      const index = names.indexOf(name);
      const leaf = leaves[index] ?? new Uint8Array();
      return { index: BigInt(index), leaf, proof: merkle.inclusionProof(hashes, index).map(toHex) };
    },
  };
}

/** The trust file of a workspace with these keys, from the ledger's first leaf on. */
export function trustFor(
  keys: { readonly ledger: ReturnType<typeof testKey>; readonly workspace: ReturnType<typeof testKey> },
  origin = ORIGIN,
): Trust {
  const range = { fromIndex: "0", untilIndex: null };
  const pin = (key: ReturnType<typeof testKey>) => ({
    keyId: key.keyId,
    publicKey: toBase64(key.publicKey),
    ...range,
  });
  return {
    schema: TRUST_SCHEMA,
    ledger: { origin, keys: [pin(keys.ledger)] },
    workspace: { keys: [pin(keys.workspace)] },
    origins: [{ ...PARTY, ...range }],
  };
}
