import { createHash } from "node:crypto";
import { forgetPoints, type RateRule, spendPoint } from "../db/rate-limit-store.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

/** What may be tried how often (AU12). */
export const RATE_RULES = {
  "sign-in": { name: "sign-in", points: 10, seconds: 900 },
  confirm: { name: "confirm", points: 10, seconds: 900 },
  "set-up": { name: "set-up", points: 10, seconds: 900 },
  challenge: { name: "challenge", points: 60, seconds: 300 },
} as const satisfies Record<string, RateRule>;

/** Counts an attempt; `too-many` where the allowance of this key is used up. Keys are kept hashed. */
export async function countAttempt(rule: keyof typeof RATE_RULES, key: string): Promise<Outcome<null>> {
  return (await spendPoint(RATE_RULES[rule], hashed(key))) ? ok(null) : refuse("too-many");
}

/** After a success: earlier failures of this key count no more. */
export async function forgiveAttempts(rule: keyof typeof RATE_RULES, key: string): Promise<void> {
  await forgetPoints(RATE_RULES[rule], hashed(key));
}

function hashed(key: string): string {
  return createHash("sha256").update(key, "utf8").digest("base64url");
}
