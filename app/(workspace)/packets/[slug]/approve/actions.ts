"use server";

import { headers } from "next/headers";
import { act } from "@/app/_acts/act";
import { text } from "@/app/_acts/form-input";
import type { PreparedApproval, SheetActions } from "@/components/approval/sheet-view";
import type { ActionState } from "@/components/ui/action-form";
import { approveManifest } from "@/lib/workflows/approve-manifest";
import { beginApproval } from "@/lib/workflows/begin-approval";
import { declineManifest } from "@/lib/workflows/decline-manifest";

type PrepareInput = Parameters<SheetActions["prepare"]>[0];
type SignInput = Parameters<SheetActions["sign"]>[0];

/** Prepares the exact bytes to sign and the challenge that is bound to them. */
export async function prepareApprovalAction(input: PrepareInput): Promise<ActionState<PreparedApproval>> {
  const host = (await headers()).get("host") ?? "";
  return act(
    (actor) => beginApproval(actor, { ...input, rpId: host.replace(/:\d+$/, "") }),
    (value) => ({ value }),
  );
}

/** Takes the signature over what was prepared. */
export async function signApprovalAction(
  input: SignInput,
): Promise<ActionState<{ readonly href: string | null }>> {
  return act(
    (actor) => approveManifest(actor, input),
    ({ releaseId, remaining }) => ({
      message: releaseId ? "Approved and released." : `Signed. Still to sign: ${remaining.join(", ")}.`,
      value: { href: releaseId ? `/releases/${releaseId}` : null },
    }),
  );
}

/** Declines a manifest with a reason. */
export async function declineAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { manifestId: text(form, "manifestId"), reason: text(form, "reason") };
  return act((actor) => declineManifest(actor, input));
}
