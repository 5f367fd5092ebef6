import { z } from "zod";
import { keyword, prose, uuid } from "../kernel/text.schema.ts";

const value = z.union([prose(10_000), z.literal(""), z.number(), z.boolean(), z.null()]);

/** Column key → value. The kind's register says which columns there are and of what type. */
const columns = z
  .record(keyword, value)
  .refine((given) => Object.keys(given).length <= 30, "at most 30 columns");

/** A new row. `id` is made by the client; `annexId` null is the body. */
export const addRegisterRowSchema = z.strictObject({
  id: uuid,
  packetId: uuid,
  annexId: uuid.nullable().default(null),
  register: keyword,
  columns,
  ownerId: uuid.nullable().default(null),
});

/** Several new rows of one register, all or none. */
export const addRegisterRowsSchema = z.strictObject({
  packetId: uuid,
  annexId: uuid.nullable().default(null),
  register: keyword,
  rows: z
    .array(z.strictObject({ id: uuid, columns }))
    .min(1, "no row")
    .max(200, "at most 200 rows at once"),
});

/** Another version of a row. `version` is the one that the writer saw. */
export const editRegisterRowSchema = z.strictObject({
  packetId: uuid,
  rowId: uuid,
  version: z.int().min(1).optional(),
  columns,
});

/** Retires a row, or brings a retired one back. It stays in the history either way. */
export const retireRegisterRowSchema = z.strictObject({
  packetId: uuid,
  rowId: uuid,
  version: z.int().min(1).optional(),
  retired: z.boolean().default(true),
});
