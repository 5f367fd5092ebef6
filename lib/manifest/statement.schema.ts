// The two statements (in-toto Statement v1) and their predicates. docs/formats.md names every field.
// Every object is strict: a field that this version does not know is refused, never ignored.

import { z } from "zod";

export const STATEMENT_V1 = "https://in-toto.io/Statement/v1";
export const RELEASE_PREDICATE = "https://countersign.dev/packet-release/v1";
export const APPROVAL_PREDICATE = "https://countersign.dev/packet-approval/v1";

export const SIGN_METHODS = ["passkey", "password"] as const;
export const SIGNER_ROLES = ["release-owner", "required-signer"] as const;
export const APPROVAL_VERBS = ["approve", "decline"] as const;
export const CHECK_RESULTS = ["pass", "hold", "not-applicable", "error"] as const;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const id = z.uuid();
const words = z.string().min(1).max(2000);
const origin = z.string().regex(/^\S+$/).max(300);

const person = z.strictObject({ id, name: words });
const subject = <N extends string>(name: N) =>
  z.strictObject({ name: z.literal(name), digest: z.strictObject({ sha256: digest }) });

const packet = z.strictObject({ id, slug: z.string().min(1).max(200), title: words });

const lane = z.strictObject({
  id,
  key: z.string().min(1).max(120),
  version: z.int().min(1),
  title: words,
  purpose: z.string().max(2000),
  /** SHA-256 of the canonical sorted array of the recipients' account ids. */
  recipientsDigest: digest,
  recipientCount: z.int().min(0),
  exportPolicy: z.enum(["none", "bundle"]),
  maxWindowHours: z.int().min(1),
});

const check = z.strictObject({
  check: z.string().min(1).max(120),
  version: z.int().min(1),
  gate: z.string().min(1).max(120),
  outcome: z.enum(CHECK_RESULTS),
  /** Name → digest of what the check looked at; of an annex a salted digest. */
  looked: z.record(z.string().min(1).max(200), digest),
  dueAt: time.nullable(),
});

const release = z.strictObject({
  ledgerOrigin: origin,
  packet,
  kind: z.strictObject({ key: z.string().min(1), version: z.int().min(1), digest }),
  number: z.int().min(1),
  revision: z.strictObject({
    number: z.int().min(1),
    parent: digest.nullable(),
    /** Part name → digest, each equal to what the revision itself names. */
    parts: z.record(z.string().min(1).max(300), digest),
  }),
  askedBy: person,
  askedAt: time,
  lapsesAt: time,
  lane: lane.nullable(),
  window: z.strictObject({
    /** The release stays open this long from the moment it opens … */
    hours: z.int().min(1),
    /** … and never beyond this time. */
    closesNoLaterThan: time,
  }),
  optionSet: z.strictObject({ digest, selected: z.array(z.string().min(1).max(200)) }),
  blockedPaths: z.strictObject({ digest, keys: z.array(z.string().min(1).max(200)) }),
  claimTrace: z.strictObject({ digest, claims: z.int().min(0), untraced: z.int().min(0) }),
  objectionLedger: z.strictObject({ digest, open: z.int().min(0), residual: z.int().min(0) }),
  annexBoundary: z.strictObject({
    digest,
    annexes: z.array(z.strictObject({ number: z.int().min(1), commitment: digest })),
  }),
  /** HMAC-SHA256 of the canonical member list and clearance list, under a salt that the workspace keeps. */
  membersDigest: digest,
  clearancesDigest: digest,
  checks: z.array(check),
  releaseOwner: person.nullable(),
  requiredSigners: z.array(z.strictObject({ id, name: words, as: z.string().min(1).max(120) })),
  methods: z.array(z.enum(SIGN_METHODS)).min(1),
  separationOfDuties: z.strictObject({
    approverMayContribute: z.boolean(),
    signersMayContribute: z.boolean(),
  }),
  supersedes: z.strictObject({ manifest: digest, revision: digest }).nullable(),
  stopBoundary: z.strictObject({
    statement: words,
    deniedActions: z.array(z.strictObject({ key: z.string().min(1), text: words })).min(1),
  }),
});

const approval = z.strictObject({
  ledgerOrigin: origin,
  packet: z.strictObject({ id }),
  verb: z.enum(APPROVAL_VERBS),
  signer: person,
  role: z.enum(SIGNER_ROLES),
  /** For a required signer, what they sign as; null for the release owner. */
  as: z.string().min(1).max(120).nullable(),
  onBehalfOf: person.nullable(),
  method: z.enum(SIGN_METHODS),
  reason: z.string().min(1).max(4000).nullable(),
  /** 32 random bytes of the server, unpadded base64url: no two approvals are the same bytes. */
  nonce: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  askedAt: time,
});

export const releaseStatementSchema = z.strictObject({
  _type: z.literal(STATEMENT_V1),
  subject: z.tuple([subject("revision")]),
  predicateType: z.literal(RELEASE_PREDICATE),
  predicate: release,
});

export const approvalStatementSchema = z.strictObject({
  _type: z.literal(STATEMENT_V1),
  subject: z.tuple([subject("revision"), subject("manifest")]),
  predicateType: z.literal(APPROVAL_PREDICATE),
  predicate: approval,
});

/** The manifest: what would be released, to whom, until when, who must sign as what. */
export type ReleaseStatement = z.infer<typeof releaseStatementSchema>;
/** The manifest's predicate, `packet-release/v1`. */
export type ReleasePredicate = z.infer<typeof release>;
/** What one person signs over one revision and one manifest. */
export type ApprovalStatement = z.infer<typeof approvalStatementSchema>;
/** The approval's predicate, `packet-approval/v1`. */
export type ApprovalPredicate = z.infer<typeof approval>;
export type SignMethod = (typeof SIGN_METHODS)[number];
export type SignerRole = (typeof SIGNER_ROLES)[number];
export type ApprovalVerb = (typeof APPROVAL_VERBS)[number];
