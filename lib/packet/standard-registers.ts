import type { KindRegister, STANDARD_REGISTERS } from "../kinds/kind.schema.ts";

// Registers whose shape checks read. A kind that `keeps` one gets it in this shape; writers are set by the kind's
// own `registers` entry of the same key, else these.

type StandardKey = (typeof STANDARD_REGISTERS)[number];
type Column = KindRegister["columns"][number];

const WRITERS = ["artifact-owner", "author", "reviewer"];

function column(
  key: string,
  title: string,
  type: Column["type"],
  required = false,
  values?: string[],
): Column {
  return values ? { key, title, type, required, values } : { key, title, type, required };
}

function register(key: StandardKey, title: string, columns: Column[]): KindRegister {
  return {
    key,
    title,
    columns,
    addBy: WRITERS,
    editBy: WRITERS,
    rowOwner: false,
    required: false,
    bound: true,
  };
}

/**
 * Registers whose rows the workspace alone writes, from evidence or as the effect of a gate: a person who could write
 * them could answer a gate by hand.
 */
export const WRITTEN_BY_WORKSPACE: ReadonlySet<string> = new Set([
  "disposition",
  "fields",
  "handoffs",
  "notices",
  "verdict",
]);

/** Registers whose rows nobody withdraws: what was reported stands until evidence clears it. */
export const NEVER_WITHDRAWN: ReadonlySet<string> = new Set(["exposures"]);

/** The registers of the workspace's own shape, by key. Rows reach checks through the canonical record alone. */
export const STANDARD: Readonly<Record<StandardKey, KindRegister>> = {
  /** A stored approval of somebody outside this packet, with its evidence and how long it counts. */
  approvals: register("approvals", "Stored approvals", [
    column("role", "Role", "text", true),
    column("subject", "What is approved", "text", true),
    column("evidence", "Evidence", "source", true),
    column("given-on", "Given on", "date", true),
    column("valid-until", "Valid until", "date", true),
  ]),
  /** Who takes part, in which role, and who approved a substitute. */
  attendees: register("attendees", "People and delegates", [
    column("role", "Role", "text", true),
    column("person", "Person", "text", true),
    column("standing-in-for", "Standing in for", "text"),
    column("approved-by", "Approval of the substitute", "source"),
  ]),
  /** One case, alert or anomaly; `linked-to` names the row that it was merged into. */
  cases: register("cases", "Cases", [
    column("title", "Case", "text", true),
    column("signature", "Signature", "text", true),
    column("scope", "Scope", "text"),
    column("linked-to", "Linked to", "text"),
    column("disposition", "Disposition", "text"),
    column("rationale", "Rationale", "long-text"),
  ]),
  /** Attempts at steps that happen elsewhere, each with the record of what came of it and of the read-back. */
  checkpoints: register("checkpoints", "Checkpoint ledger", [
    column("step", "Step", "text", true),
    column("attempt", "Attempt", "number", true),
    column("evidence", "Outcome record", "source"),
    column("readback", "Read-back", "source"),
    column("note", "Note", "long-text"),
  ]),
  /** What could not be stated, with raw values and candidates; it travels or blocks as the kind says. */
  exceptions: register("exceptions", "Exceptions", [
    column("what", "What is held", "text", true),
    column("raw", "Raw value", "long-text"),
    column("candidates", "Candidates", "long-text"),
    column("reason", "Reason", "long-text", true),
    column("owner", "Owner", "text"),
    column("state", "State", "enum", true, ["open", "carried", "resolved"]),
  ]),
  /** Somebody's report of a live exposure; it stands until evidence clears it. */
  exposures: register("exposures", "Live exposures", [
    column("what", "What is exposed", "long-text", true),
    column("evidence", "Evidence", "source"),
    column("cleared-by", "Cleared by", "source"),
  ]),
  /** What was handed on: to whom, why, and the exact record by digest. The workspace writes these rows. */
  handoffs: register("handoffs", "Handoffs", [
    column("to", "To", "text", true),
    column("what", "What", "long-text", true),
    column("why", "Why", "long-text"),
    column("record", "Record", "digest"),
  ]),
  /** Competing explanations side by side; rank 1 is the one put forward. */
  hypotheses: register("hypotheses", "Hypotheses", [
    column("explanation", "Explanation", "long-text", true),
    column("supporting", "Supporting evidence", "source"),
    column("disconfirming", "Disconfirming evidence", "source"),
    column("rank", "Rank", "number"),
  ]),
  /** Which approved state counts, since when and until when; restoring writes a newer version. */
  "in-force": register("in-force", "State in force", [
    column("what", "State", "text", true),
    column("since", "Since", "time", true),
    column("until", "Until", "time"),
    column("because", "Because", "long-text"),
  ]),
  /** What changed for one participant. The workspace writes these rows. */
  notices: register("notices", "Delta notices", [
    column("to", "To", "text", true),
    column("change", "What changed", "long-text", true),
    column("run", "Run", "number", true),
  ]),
  /** What was asked of this packet. One that asks for a denied action stands until it is withdrawn. */
  requests: register("requests", "Requests", [
    column("action", "Action", "text", true),
    column("note", "Note", "long-text"),
  ]),
  /** One source's word on a case; `origin` says who or what spoke, so that two copies of one voice count once. */
  signals: register("signals", "Signals", [
    column("case", "Case", "text", true),
    column("origin", "Origin", "text", true),
    column("source", "Source", "source", true),
    column("says", "Says", "enum", true, ["supports", "disconfirms"]),
  ]),
  /** Times that were proposed or held elsewhere. */
  slots: register("slots", "Slots", [
    column("from", "From", "time", true),
    column("to", "To", "time", true),
    column("evidence", "Evidence", "source"),
    column("note", "Note", "text"),
  ]),
  /** A change that somebody proposes to a row of a board, before it is made. */
  updates: register("updates", "Proposed updates", [
    column("row", "Row", "text", true),
    column("column", "Column", "text", true),
    column("from", "From", "text"),
    column("to", "To", "text", true),
    column("note", "Note", "long-text"),
  ]),
};

/** The register of a fielded packet: one row a field of the kind, under the field's key. */
export const FIELDS: KindRegister = {
  key: "fields",
  title: "Fields",
  columns: [
    column("title", "Field", "text", true),
    column("value", "Value", "long-text"),
    column("state", "State", "enum", true, ["open", "resolved", "held", "placeholder"]),
    column("raw", "Raw value", "long-text"),
    column("source", "Source", "source"),
    column("version", "Source version", "text"),
    column("locator", "Place", "locator"),
    column("rule", "Rule", "text"),
    column("rule-version", "Rule version", "number"),
    column("confidence", "Confidence", "number"),
    column("mapping", "Mapping", "enum", false, ["exact", "lossy", "unsupported"]),
    column("reason", "Reason", "long-text"),
    column("candidates", "Candidates", "long-text"),
  ],
  addBy: [],
  editBy: ["artifact-owner", "author"],
  rowOwner: false,
  required: false,
  bound: true,
};

/** The registers that hold the answer of a kind with dispositions or verdicts; the workspace writes their rows. */
export function answerRegister(key: "disposition" | "verdict", values: readonly string[]): KindRegister {
  return {
    key,
    title: key === "disposition" ? "Disposition" : "Verdict",
    columns: [
      column(key, key === "disposition" ? "Disposition" : "Verdict", "enum", true, [...values]),
      column("gate", "Given at", "text", true),
      column("because", "Because", "long-text"),
    ],
    addBy: [],
    editBy: [],
    rowOwner: false,
    required: false,
    bound: true,
  };
}
