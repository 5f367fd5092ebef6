import { z } from "zod";
import { keyword, line, moment, uuid } from "../kernel/text.schema.ts";
import { plainFileName } from "../packet/file-name.ts";

/** The largest file that is taken as evidence, in bytes. */
export const MAX_SOURCE_BYTES = 20 * 1024 * 1024;

const fileName = z
  .string()
  .max(400)
  .nullable()
  .default(null)
  .transform((name) => (name === null ? null : plainFileName(name)));

const bytes = z
  .instanceof(Uint8Array)
  .refine((given) => given.length > 0, "the file is empty")
  .refine((given) => given.length <= MAX_SOURCE_BYTES, "the file is too large");

/** The digest that the sender computed, where they did. */
const declaredDigest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullable()
  .default(null);

const version = {
  id: uuid,
  packetId: uuid,
  bytes,
  fileName,
  declaredDigest,
  effectiveAt: moment.nullable().default(null),
};

/** A new source with its first version. `id` is the source's; `annexId` null is the body. */
export const addSourceSchema = z.strictObject({
  ...version,
  annexId: uuid.nullable().default(null),
  slotKey: keyword.nullable().default(null),
  name: line(200),
  authority: line(200).nullable().default(null),
  rank: z.int().min(1).max(999).optional(),
});

/** Another version of a source. `id` is the version's. */
export const addSourceVersionSchema = z.strictObject({ ...version, sourceId: uuid });

/** Says anew what a source is: its slot, name, authority, rank; or takes it out of use. Its versions stay. */
export const changeSourceSchema = z.strictObject({
  packetId: uuid,
  sourceId: uuid,
  slotKey: keyword.nullable().optional(),
  name: line(200).optional(),
  authority: line(200).nullable().optional(),
  rank: z.int().min(1).max(999).optional(),
  retired: z.literal(true).optional(),
});
