import { z } from "zod";

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, "");
}

const url = (schemes: string) => {
  const scheme = new RegExp(`^(${schemes}):$`);
  return z
    .string()
    .refine(
      (text) => URL.canParse(text) && scheme.test(new URL(text).protocol),
      `must begin with ${schemes}://`,
    );
};
const filled = z.string().trim().min(1, "is empty");
const onOff = z.enum(["0", "1"]).default("0");

/** Every setting by its name in the environment. docs/operations.md lists the same. */
export const environmentSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: z.coerce.number("is not a number").int().min(0).max(65_535).default(3000),
  HOST: filled.optional(),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, "must be scheme, host and port alone, for example https://countersign.example")
    .transform((text) => text.replace(/\/$/, ""))
    .optional(),
  DATA_DIR: filled.default(".data"),
  KEYS_DIR: filled.optional(),
  KINDS_DIR: filled.optional(),
  DATABASE_URL: url("postgres|postgresql").optional(),
  DATABASE_OWNER_URL: url("postgres|postgresql").optional(),
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  OIDC_ISSUER: url("https|http").optional(),
  OIDC_CLIENT_ID: filled.optional(),
  OIDC_CLIENT_SECRET: filled.optional(),
  REDIS_URL: url("redis|rediss").optional(),
  /** Set by the launcher alone: the database is its own, under DATA_DIR. */
  COUNTERSIGN_EMBEDDED: onOff,
});

export type Environment = z.infer<typeof environmentSchema>;
