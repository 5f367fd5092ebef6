import { z } from "zod";
import { keyword, line, prose, uuid } from "../kernel/text.schema.ts";

/** A new annex of a slot of the kind. Placeholder words that are not given are the slot's. */
export const makeAnnexSchema = z.strictObject({
  id: uuid,
  packetId: uuid,
  slotKey: keyword,
  title: line(200),
  holds: line(400).optional(),
  because: prose(1000).optional(),
  ownerId: uuid.optional(),
});

export const clearanceSchema = z.strictObject({ packetId: uuid, annexId: uuid, accountId: uuid });

/** A hold of a person. `sinkKey` names where the kind lets the matter rest; its owner clears the hold. */
export const openHoldSchema = z.strictObject({
  id: uuid,
  packetId: uuid,
  annexId: uuid.nullable().default(null),
  sinkKey: keyword.nullable().default(null),
  reason: prose(4000),
});

export const closeHoldSchema = z.strictObject({ packetId: uuid, holdId: uuid, reason: prose(4000) });
