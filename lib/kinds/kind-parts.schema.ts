import { z } from "zod";

// The parts of a packet-kind definition that say what a packet holds; docs/kinds.md explains each field.

export const key = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "lower-case words joined by hyphens");
export const text = z.string().min(1).max(2000);
export const texts = z.array(text).max(50);

export const DUTIES = [
  "draft",
  "review",
  "own-artifact",
  "own-release",
  "sign",
  "adopt",
  "receive",
  "steward",
  "own-row",
  "quality-owner",
] as const;

export const role = z.strictObject({
  key,
  title: text,
  duties: z.array(z.enum(DUTIES)).min(1),
  min: z.int().min(0).max(50).default(0),
  max: z.int().min(1).max(50).default(50),
  clearance: z.array(key).max(20).default([]),
  delegable: z.boolean().default(false),
  mustDifferFrom: z.array(key).max(20).default([]),
});

export const freshness = z.discriminatedUnion("form", [
  z.strictObject({
    form: z.literal("max-age"),
    hours: z
      .int()
      .min(1)
      .max(24 * 3650),
  }),
  /** `event` and `what`: `@field` or a fact key that states the time. */
  z.strictObject({ form: z.literal("not-before"), event: text }),
  z.strictObject({
    form: z.literal("per-entry"),
    hours: z
      .int()
      .min(1)
      .max(24 * 3650),
  }),
  z.strictObject({
    form: z.literal("must-outlive"),
    what: text,
    /** The fact of the evidence itself that says until when it counts. */
    until: z.string().max(200).default("record.validUntil"),
  }),
  z.strictObject({ form: z.literal("cadence"), minutes: z.int().min(1) }),
  z.strictObject({ form: z.literal("allowed-lag"), minutes: z.int().min(1) }),
]);

/** An evidence slot. `tier` 1 has most authority; null means the kind leaves precedence to people. */
export const source = z.strictObject({
  key,
  label: text,
  tier: z.int().min(1).max(20).nullable().default(null),
  class: z.enum(["authoritative", "supporting", "annotation", "commentary"]).default("supporting"),
  conditional: z.enum(["only-when-higher-disagree"]).nullable().default(null),
  required: z.boolean().default(false),
  pinned: z.boolean().default(false),
  readOnly: z.boolean().default(false),
  use: z.enum(["evidence", "normalisation-and-provenance-only"]).default("evidence"),
  freshness: freshness.nullable().default(null),
  formats: z.array(z.string().max(60)).max(30).default([]),
  help: text.optional(),
});

export const prerequisite = z.strictObject({
  key,
  statement: text,
  mode: z.enum(["frozen", "open", "reserved", "provisioned", "linked", "captured", "sealed", "declared"]),
  evidenceRequired: z.boolean().default(true),
  failSink: key.nullable().default(null),
  exemptIf: z.enum(["surfaced-as-blocker"]).nullable().default(null),
});

export const section = z.strictObject({
  key,
  title: text,
  required: z.boolean().default(true),
  claimTrace: z.enum(["required", "optional", "none"]).default("optional"),
  help: text.optional(),
});

export const column = z.strictObject({
  key,
  title: text,
  type: z.enum([
    "text",
    "long-text",
    "enum",
    "date",
    "number",
    "boolean",
    "digest",
    "person",
    "source",
    "claim",
    "locator",
    "time",
  ]),
  values: z.array(z.string().min(1).max(120)).max(60).optional(),
  required: z.boolean().default(false),
});

/** A typed, append-only table. Well-known keys: options, blocked-paths, prerequisites, holds, open-questions. */
export const register = z.strictObject({
  key,
  title: text,
  columns: z.array(column).min(1).max(30),
  addBy: z.array(key).max(20).default([]),
  editBy: z.array(key).max(20).default([]),
  rowOwner: z.boolean().default(false),
  required: z.boolean().default(false),
  bound: z.boolean().default(true),
});

export const option = z.strictObject({ key, text, consequence: text.optional() });
export const blockedPath = z.strictObject({
  key,
  text,
  reason: text,
  what: z.enum(["action", "authority"]).default("action"),
});

/** A consequential value of a fielded packet, with where it comes from and what happens where it cannot be stated. */
export const field = z.strictObject({
  key,
  title: text,
  type: z.enum(["text", "enum", "date", "number", "boolean", "digest"]),
  values: z.array(z.string()).optional(),
  required: z.boolean().default(false),
  consequential: z.boolean().default(false),
  renderingTable: key.nullable().default(null),
  keepRaw: z.boolean().default(true),
  allowLossy: z.boolean().default(false),
  confidence: z.boolean().default(false),
  /** The evidence slot that the field is filled from; null where a person writes it. */
  source: key.nullable().default(null),
  /** The fact of that slot that holds the raw value. */
  fact: z.string().max(200).nullable().default(null),
  /** The annex slot that holds the value where it is withheld from the body. */
  annex: key.nullable().default(null),
  help: text.optional(),
  permittedBy: text.nullable().default(null),
  onUnsupported: z.enum(["exception-bundle", "hold-packet", "placeholder"]).default("hold-packet"),
});

export const annexSlot = z.strictObject({
  key,
  title: text,
  clearance: text,
  placeholder: z.strictObject({ holds: text, because: text, liftedBy: key }),
  /** False where the seed names no such annex and the slot is ours. */
  fromSeed: z.boolean().default(false),
});

/** A versioned table that turns a raw value into the approved one. */
export const renderingTable = z.strictObject({
  key,
  version: z.int().min(1),
  rows: z
    .array(z.strictObject({ from: z.string(), to: z.string(), lossy: z.boolean().default(false) }))
    .max(500),
  unsupported: z.enum(["exception", "placeholder"]),
});

/** What the receiving lane takes in: the schema's name and version, and the fact that states the lane's present one. */
export const intake = z.strictObject({
  schema: text,
  version: text,
  profileSource: key.nullable().default(null),
  profileFact: z.string().max(200).nullable().default(null),
});

/** What may stand nowhere in the body: patterns (ECMAScript, case-sensitive) of a versioned redaction profile. */
export const redaction = z.strictObject({
  profile: text,
  version: z.int().min(1),
  patterns: z
    .array(z.strictObject({ key, title: text, pattern: z.string().min(1).max(300) }))
    .min(1)
    .max(40),
});

/** A fixed requirement of a requirement-to-evidence matrix. */
export const requirement = z.strictObject({
  key,
  text,
  nonWaivable: z.boolean().default(false),
  evidence: z.array(key).default([]),
});

/** The closed answers of a recommendation, and the ordered guards that give them. */
export const dispositions = z.strictObject({
  values: z.array(key).min(1),
  rules: z.array(z.strictObject({ when: text, gives: key })).default([]),
});

/** The closed answers of a verification, with the lag that a slow surface is allowed. */
export const verdicts = z.strictObject({
  values: z.array(key).min(1),
  lagRule: z
    .strictObject({ source: key, minutes: z.int(), inside: key, outside: key })
    .nullable()
    .default(null),
});
