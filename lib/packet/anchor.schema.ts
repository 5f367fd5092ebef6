import { z } from "zod";

// Where an objection, remark or suggestion is seated: rules CO30 to CO33 in docs/spec/collab.md.

const relativePosition = z
  .string()
  .max(400)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, "base64");

/**
 * A place in a document's text: the block, the exact quote with up to 32 characters either side, and the two
 * ends as Yjs relative positions (base64 of their binary form). Text gone = lost; the quote is what remains.
 */
export const anchorSchema = z.strictObject({
  blockId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9~-]{0,79}$/),
  quote: z.string().min(1).max(4000),
  prefix: z.string().max(32),
  suffix: z.string().max(32),
  relStart: relativePosition,
  relEnd: relativePosition,
});

/** A validated anchor. */
export type Anchor = z.infer<typeof anchorSchema>;
