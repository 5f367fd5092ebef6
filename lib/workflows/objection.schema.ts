import { z } from "zod";
import { day, keyword, prose, uuid } from "../kernel/text.schema.ts";
import { placeSchema } from "../objections/place.schema.ts";

/** A new objection. `fromRemarkId` raises a remark to it. */
export const raiseObjectionSchema = z.strictObject({
  id: uuid,
  packetId: uuid,
  annexId: uuid.nullable().default(null),
  class: keyword,
  anchor: placeSchema,
  text: prose(8000),
  fromRemarkId: uuid.nullable().default(null),
});

const on = { packetId: uuid, objectionId: uuid };
const optionalText = z.union([prose(8000), z.literal("").transform(() => undefined)]).optional();

export const answerObjectionSchema = z.strictObject({ ...on, text: prose(8000) });

/** To resolve or withdraw needs no words; to maintain does. */
export const settleObjectionSchema = z.strictObject({ ...on, text: optionalText });

export const acceptResidualSchema = z.strictObject({
  ...on,
  rationale: prose(8000),
  ownerId: uuid,
  expiresOn: day,
  compensatingControl: prose(4000),
});

/** A remark, or with `parentId` a reply to one. */
export const writeRemarkSchema = z.strictObject({
  id: uuid,
  packetId: uuid,
  annexId: uuid.nullable().default(null),
  parentId: uuid.nullable().default(null),
  anchor: placeSchema.nullable().default(null),
  text: prose(8000),
});

export const markRemarkSchema = z.strictObject({ packetId: uuid, remarkId: uuid, done: z.boolean() });
