import { z } from "zod";
import { keyword, uuid } from "../kernel/text.schema.ts";
import { anchorSchema } from "../packet/anchor.schema.ts";

/** What an objection or remark is about: a span of text, a claim, a register row, or the packet as a whole. */
export const placeSchema = z.discriminatedUnion("kind", [
  anchorSchema.extend({ kind: z.literal("span"), sectionKey: keyword }),
  z.strictObject({ kind: z.literal("claim"), claimId: uuid }),
  z.strictObject({ kind: z.literal("row"), rowId: uuid }),
  z.strictObject({ kind: z.literal("packet") }),
]);

/** A validated place. */
export type Place = z.infer<typeof placeSchema>;
