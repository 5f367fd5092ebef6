import { z } from "zod";
import { assertionSchema } from "../claims/assertion.schema.ts";
import { locatorSchema } from "../evidence/locator.schema.ts";
import { prose, uuid } from "../kernel/text.schema.ts";

/** A new claim: made before its mark, so that a mark never stands without a row. */
export const makeClaimSchema = z.strictObject({
  id: uuid,
  packetId: uuid,
  annexId: uuid.nullable().default(null),
  quote: prose(4000),
  blockId: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9~-]{0,79}$/)
    .nullable()
    .default(null),
  assertion: assertionSchema.nullable().default(null),
});

export const retractClaimSchema = z.strictObject({ packetId: uuid, claimId: uuid });

/** A trace link. `id` is the link's. */
export const traceClaimSchema = z.strictObject({
  id: uuid,
  packetId: uuid,
  claimId: uuid,
  sourceVersionId: uuid,
  locator: locatorSchema,
});

export const untraceClaimSchema = z.strictObject({ packetId: uuid, linkId: uuid });
