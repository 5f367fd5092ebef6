import { z } from "zod";
import { WORKSPACE_ROLES } from "../../auth/actor.ts";
import { isWellFormed } from "../../kernel/bytes.ts";
import { DEMO_ROLES } from "../../settings/demo-roles.ts";

const EMAIL = /^[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,8}$/;
/** Control characters, and those that turn the direction of text: a name must read as it is. */
const UNREADABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** One address in plain ASCII, kept in lower case. Lookalike characters and second addresses are refused. */
export const emailSchema = z
  .string()
  .max(254, "This address is too long.")
  .transform((text) => text.trim().toLowerCase())
  .refine((text) => EMAIL.test(text), "This is not one e-mail address.");

/** A person's name as it will stand in records. */
export const nameSchema = z
  .string()
  .max(120, "A name has at most 120 characters.")
  .transform((text) => text.trim().normalize("NFC"))
  .refine((text) => text.length > 0, "A name is needed.")
  .refine(
    (text) => isWellFormed(text) && !UNREADABLE.test(text),
    "The name holds characters that cannot be read.",
  );

/** A password that somebody chooses (NIST SP 800-63B: length counts, composition rules do not). */
export const newPasswordSchema = z
  .string()
  .min(12, "Use at least 12 characters; several words are good.")
  .max(200, "Use at most 200 characters.")
  .refine(
    (text) => isWellFormed(text) && !text.includes("\u0000"),
    "The password holds characters that cannot be kept.",
  );

const enteredPassword = z.string().min(1, "Enter the password.").max(500);

export const signInSchema = z.strictObject({ email: emailSchema, password: enteredPassword });
export const demoSignInSchema = z.strictObject({ role: z.enum(DEMO_ROLES) });
export const setUpSchema = z.strictObject({
  code: z.string().trim().min(1, "Enter the code that the server printed.").max(100),
  name: nameSchema,
  email: emailSchema,
  password: newPasswordSchema,
});
export const createAccountSchema = z.strictObject({
  id: z.uuid(),
  name: nameSchema,
  email: emailSchema,
  password: newPasswordSchema,
});
export const accountStatusSchema = z.strictObject({
  accountId: z.uuid(),
  status: z.enum(["active", "suspended"]),
});
export const workspaceRoleSchema = z.strictObject({
  accountId: z.uuid(),
  role: z.enum(WORKSPACE_ROLES),
  held: z.boolean(),
});
export const changePasswordSchema = z.strictObject({ current: enteredPassword, next: newPasswordSchema });
export const changeNameSchema = z.strictObject({ name: nameSchema });
