import type { Actor } from "../auth/actor.ts";
import { type BoundNumbers, numbersText } from "../db/bound-numbers.ts";
import { sealStateToken } from "../signing/state-token.ts";

/** What a state token is bound to: packet, manifest and person. */
export function stateTokenAbout(
  manifest: { readonly id: string; readonly packetId: string },
  actor: Pick<Actor, "id">,
): string {
  return `${manifest.packetId}/${manifest.id}/${actor.id}`;
}

/** A fresh token of the numbers that a screen shows. */
export function stateTokenFor(
  manifest: { readonly id: string; readonly packetId: string },
  actor: Pick<Actor, "id">,
  numbers: BoundNumbers,
): string {
  return sealStateToken(numbersText(numbers), stateTokenAbout(manifest, actor));
}
