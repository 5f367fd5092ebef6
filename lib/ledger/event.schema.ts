import { z } from "zod";
import { equalBytes, fromUtf8 } from "../kernel/bytes.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { parseStrictJson } from "../kernel/strict-json.ts";
import { LEDGER_DOORS, LEDGER_EVENT_SCHEMA, LEDGER_EVENT_TYPES } from "./event.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const at = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const id = z.uuid();

const openLeaf = z.strictObject({
  schema: z.literal(LEDGER_EVENT_SCHEMA),
  type: z.enum(LEDGER_EVENT_TYPES).exclude(["annex event"]),
  at,
  actor: id.nullable(),
  onBehalfOf: id.nullable(),
  through: z.enum(LEDGER_DOORS),
  packet: id.nullable(),
  scope: z.literal("body").nullable(),
  subjects: z.record(z.string().min(1).max(120), digest),
  textDigest: digest.nullable(),
});

const annexLeaf = z.strictObject({
  schema: z.literal(LEDGER_EVENT_SCHEMA),
  type: z.literal("annex event"),
  at,
  packet: id,
  textDigest: digest,
});

const leaf = z.union([openLeaf, annexLeaf]);

/** A leaf as read back: an ordinary one, or an annex event that shows only time, packet and a salted digest. */
export type Leaf = z.infer<typeof leaf>;

/** Why bytes are not a leaf. */
export type LeafFault = "not-utf8" | "not-json" | "not-canonical" | "not-a-leaf";

/** The leaf that the bytes spell. Bytes that are not their own canonical form are refused. */
export function parseLeaf(bytes: Uint8Array): Result<Leaf, LeafFault> {
  const text = fromUtf8(bytes);
  if (text === null) return err("not-utf8");
  const json = parseStrictJson(text);
  if (!json.ok) return err("not-json");
  if (!equalBytes(canonicalBytes(json.value), bytes)) return err("not-canonical");
  const parsed = leaf.safeParse(json.value);
  return parsed.success ? ok(parsed.data) : err("not-a-leaf");
}
