import { z } from "zod";
import { assertionSchema } from "../approval.schema.ts";

const base64Url = z
  .string()
  .max(40_000)
  .regex(/^[A-Za-z0-9_-]+$/);

/** How somebody shows that it is them, now: their password, or a passkey over a `confirm` challenge. */
export const proofSchema = z.strictObject({
  password: z.string().min(1).max(500).optional(),
  challengeId: z.uuid().optional(),
  assertion: assertionSchema.optional(),
});
export type IdentityProof = z.infer<typeof proofSchema>;

/** What `navigator.credentials.create` gives, as JSON (WebAuthn Level 3, RegistrationResponseJSON). */
export const registrationSchema = z.object({
  id: base64Url,
  rawId: base64Url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64Url,
    attestationObject: base64Url,
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
});

const label = z
  .string()
  .trim()
  .min(1, "Name it, so that you know it again.")
  .max(60, "A name has at most 60 characters.")
  .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u, "The name holds characters that cannot be read.");

export const beginEnrolmentSchema = z.strictObject({ proof: proofSchema });
export const finishEnrolmentSchema = z.strictObject({
  challengeId: z.uuid(),
  label,
  registration: registrationSchema,
});
export const removePasskeySchema = z.strictObject({ passkeyId: z.uuid(), proof: proofSchema });
export const passkeySignInSchema = z.strictObject({ challengeId: z.uuid(), assertion: assertionSchema });
