import { z } from "zod";
import { prose, uuid } from "../../kernel/text.schema.ts";

/** Fill the fields of a packet from its evidence. `requestId` is made by the client. */
export const fillFieldsSchema = z.strictObject({ packetId: uuid, requestId: uuid });

const row = { packetId: uuid, rowId: uuid, version: z.int().min(1) };

/**
 * A person's value for a field. `version` is the row's that they saw. `from` names a fact of a source of the body,
 * for a field whose kind names none.
 */
export const resolveFieldSchema = z.strictObject({
  ...row,
  value: prose(2000),
  reason: prose(2000),
  from: z
    .strictObject({ sourceId: uuid, fact: z.string().min(1).max(200) })
    .nullable()
    .default(null),
});

/** A field withheld from the body, or given back to evidence. */
export const withholdFieldSchema = z.strictObject({
  ...row,
  reason: prose(2000),
  withheld: z.boolean().default(true),
});
