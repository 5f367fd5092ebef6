import { z } from "zod";
import { prose, uuid } from "../kernel/text.schema.ts";
import { FINDING_TYPES } from "../lanes/findings.ts";
import { APPROVAL_VERBS, SIGN_METHODS } from "../manifest/statement.schema.ts";

const token = z.string().max(4000);

/** An act on a packet as a whole: cut, ask, re-check, reopen. */
export const wholePacketSchema = z.strictObject({ packetId: uuid });

/** Declines a manifest, with the reason that the author will read. */
export const declineManifestSchema = z.strictObject({ manifestId: uuid, reason: prose(4000) });

/** Asks for the exact bytes that somebody would sign. `rpId` is the host that their passkeys are for. */
export const beginApprovalSchema = z.strictObject({
  manifestId: uuid,
  verb: z.enum(APPROVAL_VERBS),
  method: z.enum(SIGN_METHODS),
  reason: prose(4000).nullable(),
  stateToken: token,
  rpId: z.string().max(253),
});

const base64Url = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]+$/);

/** What `navigator.credentials.get` gives, as JSON (WebAuthn Level 3, AuthenticationResponseJSON). */
export const assertionSchema = z.object({
  id: base64Url,
  rawId: base64Url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64Url,
    authenticatorData: base64Url,
    signature: base64Url,
    userHandle: base64Url.optional(),
  }),
});

/** The signature over what `beginApproval` prepared: a passkey's, or the password where the lane allows it. */
export const approveManifestSchema = z.strictObject({
  manifestId: uuid,
  challengeId: uuid,
  stateToken: token,
  assertion: assertionSchema.optional(),
  password: z.string().min(1).max(1000).optional(),
});

/** Withdraws a release, with the reason that its lane will read. */
export const withdrawReleaseSchema = z.strictObject({ releaseId: uuid, reason: prose(4000) });

/** A finding after release; `part` names the field, option, path or claim that it is about. */
export const reportFindingSchema = z.strictObject({
  id: uuid,
  releaseId: uuid,
  type: z.enum(FINDING_TYPES),
  part: prose(200).nullable().default(null),
  text: prose(4000),
});

export const liftReleaseSchema = z.strictObject({ releaseId: uuid, reason: prose(4000) });

export const releaseIdSchema = z.strictObject({ releaseId: uuid });
