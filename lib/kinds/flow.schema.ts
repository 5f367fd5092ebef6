import { z } from "zod";
import { key, text, texts } from "./kind-parts.schema.ts";

// The parts of a packet-kind definition that say how a packet goes: starts, steps, gates with their exits, sinks and
// outcomes. Every one of them is a node of the flow; `node` is its name in the drawing that it was read from.

/** What a hold is: nothing leads on; it leads back; it travels along; it is itself the answer. */
export const HOLD_SORTS = ["terminal", "re-entry", "carry-forward", "value"] as const;

const node = z.string().max(40).nullable().default(null);

/** `next`, or a node of the flow: `step:`, `gate:`, `sink:` or `outcome:` and its key. */
export const target = z
  .string()
  .regex(
    /^(next|(step|gate|sink|outcome):[a-z0-9]+(-[a-z0-9]+)*)$/,
    "next, or step:, gate:, sink: or outcome: and a key",
  );

/** One target, or several that are gone through side by side and come together again. */
export const targets = z.union([target, z.array(target).min(2).max(20)]);

const check = z.strictObject({
  check: key,
  params: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
    .default({}),
});

/**
 * A way out of a gate. Of a gate that the system answers, the first that fits is taken: one that is not adverse where
 * every check passes; an adverse one where a check of `on` stops, or any check where `on` is empty. A person may
 * always take an adverse exit, and another only where every check passes.
 */
export const exit = z.strictObject({
  label: text,
  to: targets,
  adverse: z.boolean().default(false),
  on: z.array(key).max(40).default([]),
  /** The disposition or verdict that taking this exit gives. */
  gives: key.nullable().default(null),
  consequence: text.optional(),
  reasons: texts.default([]),
});

export const gate = z.strictObject({
  key,
  node,
  question: text,
  /** `system`, `receiver` or `human:<role key>`. */
  answeredBy: z.string().regex(/^(system|receiver|human:[a-z0-9-]+)$/),
  checks: z.array(check).max(40).default([]),
  exits: z.array(exit).min(1).max(12),
  /** The acts that need this gate passed. */
  before: z.array(z.enum(["cut", "request", "approve", "read"])).default([]),
});

/** A box of the flow that decides nothing. `does` is what the workspace itself writes on the way through. */
export const step = z.strictObject({
  key,
  node,
  title: text,
  to: targets,
  does: z.enum(["nothing", "delta-notices"]).default("nothing"),
});

/** Where a run may begin; `on` names the evidence slot whose new version begins it, null where a person does. */
export const start = z.strictObject({ to: target, on: key.nullable().default(null) });

/** Where a flow is held. `to` is where it goes on: at once for carry-forward and value, after lifting for re-entry. */
export const sink = z.strictObject({
  key,
  node,
  title: text,
  sort: z.enum(HOLD_SORTS),
  owner: key.nullable().default(null),
  does: z
    .enum(["block-packet", "carry-forward", "terminal-supersede", "divert", "escalate", "restore-previous"])
    .default("block-packet"),
  to: target.nullable().default(null),
});

/** Where a flow ends. `cuts`: the record is cut into a revision on arriving. */
export const outcome = z.strictObject({
  key,
  node,
  title: text,
  cuts: z.boolean().default(false),
  /** The role that the record is handed to; null where a lane or nobody takes it. */
  handsTo: key.nullable().default(null),
});
