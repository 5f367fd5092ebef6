import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { stateAt } from "./window.ts";

/** What a delivery is decided by. Recipient lists are account ids. */
export interface DeliveryInput {
  readonly accountId: string;
  /** Recipients whom the manifest binds. */
  readonly boundRecipientIds: readonly string[];
  /** Recipients of the lane today. */
  readonly presentRecipientIds: readonly string[];
  readonly release: {
    readonly state: "open" | "expired" | "superseded" | "withdrawn";
    readonly closesAt: Date;
  };
  readonly now: Date;
}

/** Why a delivery is refused, as the ledger words it. */
export type DeliveryRefusal =
  | "not a recipient"
  | "no longer a recipient"
  | "window closed"
  | "superseded"
  | "withdrawn";

/**
 * Whether somebody reads a release: a recipient of the manifest, who still is one, while it is open. Whoever never
 * was one learns nothing, not even that there is a release. Rules: docs/spec/releases.md RL1–RL6.
 */
export function decideDelivery(input: DeliveryInput): Outcome<null> & { readonly why?: DeliveryRefusal } {
  if (!input.boundRecipientIds.includes(input.accountId)) {
    return { ...refuse("not-found"), why: "not a recipient" };
  }
  if (!input.presentRecipientIds.includes(input.accountId)) {
    return { ...refuse("not-found"), why: "no longer a recipient" };
  }
  switch (stateAt(input.release, input.now)) {
    case "expired":
      return { ...refuse("release-closed"), why: "window closed" };
    case "superseded":
      return { ...refuse("release-superseded"), why: "superseded" };
    case "withdrawn":
      return { ...refuse("release-withdrawn"), why: "withdrawn" };
    case "open":
      return ok(null);
  }
}
