import { z } from "zod";
import { gate, outcome, sink, start, step } from "./flow.schema.ts";
import {
  annexSlot,
  blockedPath,
  dispositions,
  field,
  intake,
  key,
  option,
  prerequisite,
  redaction,
  register,
  renderingTable,
  requirement,
  role,
  section,
  source,
  text,
  texts,
  verdicts,
} from "./kind-parts.schema.ts";

// The packet-kind definition: what `kinds/<family>/<id>.yaml` may say; docs/kinds.md explains each field.

/** Registers whose shape the workspace gives, because checks read them: lib/packet/standard-registers.ts. */
export const STANDARD_REGISTERS = [
  "approvals",
  "attendees",
  "cases",
  "checkpoints",
  "exceptions",
  "exposures",
  "handoffs",
  "hypotheses",
  "in-force",
  "notices",
  "requests",
  "signals",
  "slots",
  "updates",
] as const;

export const kindSchema = z.strictObject({
  schema: z.literal("countersign.dev/packet-kind/v1"),
  key,
  version: z.int().min(1),
  title: text,
  family: key,
  domain: text,
  summary: z.string().min(1).max(280),
  /** What happens elsewhere where the workspace can only hold the record; null where the whole of it fits here. */
  elsewhere: text.nullable().default(null),
  /** What this kind settles where its seed is silent, one sentence each. */
  ours: texts.default([]),
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
  /** Registers of the workspace's own shape that this kind keeps: lib/packet/standard-registers.ts. */
  keeps: z.array(z.enum(STANDARD_REGISTERS)).max(20).default([]),
  fields: z.array(field).max(200).default([]),
  renderingTables: z.array(renderingTable).max(40).default([]),
  intake: intake.nullable().default(null),
  redaction: redaction.nullable().default(null),
  requirements: z.array(requirement).max(100).default([]),
  options: z.strictObject({
    mode: z.enum(["none", "fixed", "menu"]),
    items: z.array(option).max(30).default([]),
    min: z.int().min(0).default(0),
    max: z.int().min(0).default(30),
  }),
  dispositions: dispositions.nullable().default(null),
  verdicts: verdicts.nullable().default(null),
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
  /** Empty: a run begins at the first gate. */
  starts: z.array(start).max(20).default([]),
  steps: z.array(step).max(60).default([]),
  gates: z.array(gate).min(1).max(30),
  sinks: z.array(sink).max(30).default([]),
  outcomes: z.array(outcome).max(20).default([]),
  diversions: z
    .array(z.strictObject({ question: text, to: text, pauses: z.boolean().default(true) }))
    .default([]),
  refresh: z
    .strictObject({
      trigger: text,
      /** Evidence slots whose new version is the trigger. */
      sources: z.array(key).min(1),
      adoptBy: key.nullable(),
      tentativeUntilAdopted: z.boolean().default(true),
    })
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

/** A mistake of shape as the schema reports it. */
export type KindIssue = z.core.$ZodIssue;

/** A validated packet-kind definition. */
export type Kind = z.infer<typeof kindSchema>;
export type KindGate = Kind["gates"][number];
export type KindSection = Kind["sections"][number];
export type KindRegister = Kind["registers"][number];
export type EvidenceSlot = Kind["sources"][number];
export type AnnexSlot = Kind["annexes"][number];
export type KindField = Kind["fields"][number];
export type KindExit = KindGate["exits"][number];
export type KindStep = Kind["steps"][number];
export type KindSink = Kind["sinks"][number];
export type KindOutcome = Kind["outcomes"][number];

/** The same shape as a JSON Schema (draft 2020-12), for editors and for tools in other languages. */
export function kindJsonSchema(): unknown {
  return z.toJSONSchema(kindSchema, { io: "input" });
}
