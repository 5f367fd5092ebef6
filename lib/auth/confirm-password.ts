import { type Outcome, refuse } from "../refusals/refusal.ts";
import type { Actor } from "./actor.ts";

/** Confirms that the actor knows their password now. Wrong or too many: refused. */
export async function confirmPassword(_actor: Actor, _password: string): Promise<Outcome<null>> {
  return refuse("wrong-credentials");
}
