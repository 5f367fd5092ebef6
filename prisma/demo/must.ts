import type { Outcome } from "../../lib/refusals/refusal.ts";

/** The value of an outcome that the demo takes for granted; throws with the refusal where there is one. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`The demo could not be made: ${JSON.stringify(outcome.error)}`);
  return outcome.value;
}
