import { z } from "zod";

// The packet-kind definition: what `kinds/<family>/<id>.yaml` may say. Everything that later kinds need is here
// from the start, so that a stored definition never needs migrating; docs/kinds.md explains each field.

const key = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "lower-case words joined by hyphens");
const text = z.string().min(1).max(2000);
const texts = z.array(text).max(50);

export const HOLD_SORTS = ["terminal", "re-entry", "carry-forward", "value"] as const;
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

const role = z.strictObject({
  key,
  title: text,
  duties: z.array(z.enum(DUTIES)).min(1),
  min: z.int().min(0).max(50).default(0),
  max: z.int().min(1).max(50).default(50),
  clearance: z.array(key).max(20).default([]),
  delegable: z.boolean().default(false),
  mustDifferFrom: z.array(key).max(20).default([]),
});

const freshness = z.discriminatedUnion("form", [
  z.strictObject({
    form: z.literal("max-age"),
    hours: z
      .int()
      .min(1)
      .max(24 * 3650),
  }),
  z.strictObject({ form: z.literal("not-before"), event: text }),
  z.strictObject({
    form: z.literal("per-entry"),
    hours: z
      .int()
      .min(1)
      .max(24 * 3650),
  }),
  z.strictObject({ form: z.literal("must-outlive"), what: text }),
  z.strictObject({ form: z.literal("cadence"), minutes: z.int().min(1) }),
  z.strictObject({ form: z.literal("allowed-lag"), minutes: z.int().min(1) }),
]);

/** An evidence slot. `tier` 1 has most authority; null means the kind leaves precedence to people. */
const source = z.strictObject({
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

const prerequisite = z.strictObject({
  key,
  statement: text,
  mode: z.enum(["frozen", "open", "reserved", "provisioned", "linked", "captured", "sealed", "declared"]),
  evidenceRequired: z.boolean().default(true),
  failSink: key.nullable().default(null),
  exemptIf: z.enum(["surfaced-as-blocker"]).nullable().default(null),
});

const section = z.strictObject({
  key,
  title: text,
  required: z.boolean().default(true),
  claimTrace: z.enum(["required", "optional", "none"]).default("optional"),
  help: text.optional(),
});

const column = z.strictObject({
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
  ]),
  values: z.array(z.string().min(1).max(120)).max(60).optional(),
  required: z.boolean().default(false),
});

/** A typed, append-only table. Well-known keys: options, blocked-paths, prerequisites, holds, open-questions. */
const register = z.strictObject({
  key,
  title: text,
  columns: z.array(column).min(1).max(30),
  addBy: z.array(key).max(20).default([]),
  editBy: z.array(key).max(20).default([]),
  rowOwner: z.boolean().default(false),
  required: z.boolean().default(false),
  bound: z.boolean().default(true),
});

const option = z.strictObject({ key, text, consequence: text.optional() });
const blockedPath = z.strictObject({
  key,
  text,
  reason: text,
  what: z.enum(["action", "authority"]).default("action"),
});

const field = z.strictObject({
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
  permittedBy: text.nullable().default(null),
  onUnsupported: z.enum(["exception-bundle", "hold-packet", "placeholder"]).default("hold-packet"),
});

const check = z.strictObject({
  check: key,
  params: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
    .default({}),
});

const exit = z.strictObject({
  label: text,
  /** `next`, `sink:<key>`, `outcome:<key>` or `gate:<key>`. */
  to: z.string().regex(/^(next|sink:[a-z0-9-]+|outcome:[a-z0-9-]+|gate:[a-z0-9-]+)$/),
  adverse: z.boolean().default(false),
  reasons: texts.default([]),
});

const gate = z.strictObject({
  key,
  question: text,
  /** `system`, `receiver` or `human:<role key>`. */
  answeredBy: z.string().regex(/^(system|receiver|human:[a-z0-9-]+)$/),
  checks: z.array(check).max(40).default([]),
  exits: z.array(exit).min(1).max(12),
  /** The acts that need this gate passed. */
  before: z.array(z.enum(["cut", "request", "approve", "read"])).default([]),
});

const sink = z.strictObject({
  key,
  title: text,
  sort: z.enum(HOLD_SORTS),
  owner: key.nullable().default(null),
  does: z
    .enum(["block-packet", "carry-forward", "terminal-supersede", "divert", "escalate", "restore-previous"])
    .default("block-packet"),
  returnsTo: key.nullable().default(null),
});

const annexSlot = z.strictObject({
  key,
  title: text,
  clearance: text,
  placeholder: z.strictObject({ holds: text, because: text, liftedBy: key }),
  /** False where the seed names no such annex and the slot is ours. */
  fromSeed: z.boolean().default(false),
});

export const kindSchema = z.strictObject({
  schema: z.literal("countersign.dev/packet-kind/v1"),
  key,
  version: z.int().min(1),
  title: text,
  family: key,
  domain: text,
  summary: z.string().min(1).max(280),
  seed: z
    .strictObject({ document: z.string(), no: z.int().nullable(), id: z.string() })
    .nullable()
    .default(null),
  artifact: z.strictObject({
    name: text,
    versionStyle: z.enum(["v", "r", "date"]).default("r"),
    oneCurrent: z.boolean().default(true),
  }),
  roles: z.array(role).min(1).max(30),
  sources: z.array(source).max(60).default([]),
  prerequisites: z.array(prerequisite).max(60).default([]),
  sections: z.array(section).min(1).max(60),
  registers: z.array(register).max(40).default([]),
  fields: z.array(field).max(200).default([]),
  renderingTables: z
    .array(
      z.strictObject({
        key,
        version: z.int().min(1),
        rows: z
          .array(z.strictObject({ from: z.string(), to: z.string(), lossy: z.boolean().default(false) }))
          .max(500),
        unsupported: z.enum(["exception", "placeholder"]),
      }),
    )
    .default([]),
  requirements: z
    .array(
      z.strictObject({
        key,
        text,
        nonWaivable: z.boolean().default(false),
        evidence: z.array(key).default([]),
      }),
    )
    .default([]),
  options: z.strictObject({
    mode: z.enum(["none", "fixed", "menu"]),
    items: z.array(option).max(30).default([]),
    min: z.int().min(0).default(0),
    max: z.int().min(0).default(30),
  }),
  dispositions: z
    .strictObject({
      values: z.array(key),
      rules: z.array(z.strictObject({ when: text, gives: key })).default([]),
    })
    .nullable()
    .default(null),
  verdicts: z
    .strictObject({
      values: z.array(key),
      lagRule: z
        .strictObject({ source: key, minutes: z.int(), inside: key, outside: key })
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
  blockedPaths: z.array(blockedPath).max(40).default([]),
  objections: z.strictObject({
    classes: z.array(key).min(1).max(12),
    openPolicy: z.enum(["block", "carry-visible", "owner-decides"]),
    residualAcceptedBy: key,
    partOfIntegrity: z.boolean().default(true),
  }),
  suggestions: z
    .strictObject({ decidedBy: z.array(key).default([]), contestedMarks: z.boolean().default(false) })
    .default({ decidedBy: [], contestedMarks: false }),
  annexes: z.array(annexSlot).max(20).default([]),
  lane: z
    .strictObject({
      title: text,
      audience: text,
      maxWindowHours: z
        .int()
        .min(1)
        .max(24 * 366),
      redistribution: z.enum(["none", "listed"]).default("none"),
      mayReturn: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  approval: z.strictObject({
    releaseOwner: z.boolean().default(true),
    requiredSigners: z.array(key).max(20).default([]),
    signersMayContribute: z.boolean().default(false),
    approverMayContribute: z.boolean().default(false),
    lapseHours: z
      .int()
      .min(1)
      .max(24 * 90)
      .default(72),
  }),
  binds: z.array(
    z.enum([
      "revision",
      "option-set",
      "blocked-paths",
      "claim-trace",
      "objection-ledger",
      "annex-boundary",
      "lane",
      "window",
      "signers",
      "checks",
      "lineage",
      "schema-version",
      "rendering-profile",
      "restore-target",
    ]),
  ),
  gates: z.array(gate).min(1).max(30),
  sinks: z.array(sink).max(30).default([]),
  outcomes: z.array(z.strictObject({ key, title: text })).default([]),
  diversions: z
    .array(z.strictObject({ question: text, to: text, pauses: z.boolean().default(true) }))
    .default([]),
  refresh: z
    .strictObject({ trigger: text, adoptBy: key, tentativeUntilAdopted: z.boolean().default(true) })
    .nullable()
    .default(null),
  queueRules: z
    .strictObject({
      dedupeKeys: texts.default([]),
      thresholds: texts.default([]),
      guardrails: texts.default([]),
      suppressionNeedsRationale: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  validity: z
    .strictObject({ hours: z.int(), guardrails: texts.default([]), restoreTarget: text })
    .nullable()
    .default(null),
  stopBoundary: z.strictObject({
    statement: text,
    deniedActions: z.array(z.strictObject({ key, text })).min(1),
  }),
  agent: z
    .strictObject({ may: texts.default([]), mustNot: texts.default([]) })
    .default({ may: [], mustNot: [] }),
  metrics: z.array(z.strictObject({ key, text })).default([]),
});

/** A validated packet-kind definition. */
export type Kind = z.infer<typeof kindSchema>;
export type KindGate = Kind["gates"][number];
export type KindSection = Kind["sections"][number];
export type KindRegister = Kind["registers"][number];
export type EvidenceSlot = Kind["sources"][number];
export type AnnexSlot = Kind["annexes"][number];

/** The same shape as a JSON Schema (draft 2020-12), for editors and for tools in other languages. */
export function kindJsonSchema(): unknown {
  return z.toJSONSchema(kindSchema, { io: "input" });
}
