import type { Seat } from "../approvals/decide-approval.ts";
import { seatsOf } from "../approvals/decide-approval.ts";
import type { PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { Action } from "../auth/policy.ts";
import type { Tx } from "../db/client.ts";
import type { StoredManifest } from "../db/manifest-store.ts";
import { ok } from "../kernel/result.ts";
import type { ApprovalVerb } from "../manifest/statement.schema.ts";
import { type Outcome, type Refusal, refuse } from "../refusals/refusal.ts";
import { accessManifest } from "./on-manifest.ts";

/** Somebody at the seat that they may fill, in person or for whoever lent it to them. */
export interface SeatAccess {
  readonly access: PacketAccess;
  readonly manifest: StoredManifest;
  readonly seat: Seat;
}

/**
 * The seat of a manifest that the actor may fill: the release owner's, or a required signer's. The policy table
 * decides for each; where both refuse, the refusal that says more is given.
 */
export async function accessSeat(
  tx: Tx,
  actor: Actor,
  manifestId: string,
  at: { readonly verb: ApprovalVerb; readonly lock?: boolean },
): Promise<Outcome<SeatAccess>> {
  let refusal: Refusal = { code: "not-found" };
  for (const role of ["release-owner", "required-signer"] as const) {
    const action = actionOf(at.verb, role);
    const found = await accessManifest(tx, actor, manifestId, action, { lock: at.lock });
    if (!found.ok) {
      if (found.error.code !== "not-found") refusal = found.error;
      continue;
    }
    const { access, manifest } = found.value;
    const principal = access.onBehalfOf?.accountId ?? actor.id;
    const seat = seatsOf(manifest.predicate).find((one) => one.role === role && one.personId === principal);
    if (seat) return ok({ access, manifest, seat });
  }
  return refuse(refusal.code, refusal.detail);
}

function actionOf(verb: ApprovalVerb, role: Seat["role"]): Action {
  if (verb === "decline") return "manifest.decline";
  return role === "release-owner" ? "manifest.approve" : "manifest.sign";
}
