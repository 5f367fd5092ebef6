"use client";

import { startAuthentication, WebAuthnError } from "@simplewebauthn/browser";
import { approvalChallenge } from "@/lib/approvals/webauthn";
import { fromBase64, toBase64Url } from "@/lib/kernel/bytes";
import { type ActionState, rethrowOrRefuse } from "../ui/action-form";
import { BytesFault, readApproval } from "./bound-bytes";
import type { PreparedApproval, SheetActions, SheetView } from "./sheet-view";

/** The statement to sign, checked to name this revision and this manifest, and its challenge, computed here. */
export function challengeOf(
  prepared: PreparedApproval,
  sheet: SheetView,
  verb: "approve" | "decline",
): string {
  const bytes = fromBase64(prepared.approval);
  if (!bytes) throw new BytesFault("The approval that came back cannot be read. Do not sign.");
  readApproval(bytes, { revision: sheet.revisionDigest, manifest: sheet.manifestDigest, verb });
  return toBase64Url(approvalChallenge(bytes));
}

interface SignInput {
  readonly sheet: SheetView;
  readonly actions: Pick<SheetActions, "prepare" | "sign">;
  readonly stateToken: string;
  /** The password where it stands in for the passkey; null for the passkey. */
  readonly password: string | null;
}

type Signed = ActionState<{ readonly href: string | null }>;

/** Prepares the statement, checks it, has it signed by passkey or password, and sends the signature. */
export async function signApproval({ sheet, actions, stateToken, password }: SignInput): Promise<Signed> {
  const method = password === null ? "passkey" : "password";
  const asked = { manifestId: sheet.manifestId, verb: "approve", method, reason: null, stateToken } as const;
  const prepared = await actions.prepare(asked).catch(rethrowOrRefuse);
  if (prepared.kind !== "done" || !prepared.value) return prepared as Signed;
  const { challengeId } = prepared.value;
  const given = { manifestId: sheet.manifestId, challengeId, stateToken };
  try {
    const challenge = challengeOf(prepared.value, sheet, "approve");
    if (password !== null) return await actions.sign({ ...given, password }).catch(unanswered);
    const assertion = await startAuthentication({
      optionsJSON: {
        challenge,
        rpId: prepared.value.rpId,
        userVerification: "required",
        timeout: 120_000,
        allowCredentials: prepared.value.credentialIds.map((id) => ({ id, type: "public-key" })),
      },
    });
    return await actions.sign({ ...given, assertion }).catch(unanswered);
  } catch (reason) {
    if (reason instanceof BytesFault) return { kind: "refused", message: reason.message };
    if (reason instanceof WebAuthnError || (reason instanceof Error && reason.name === "NotAllowedError")) {
      return { kind: "refused", message: "The passkey was not used. Nothing was signed." };
    }
    throw reason;
  }
}

/** A signature that was sent and not answered may have been taken: the person looks before they press again. */
function unanswered(reason: unknown): ActionState<never> {
  rethrowOrRefuse(reason);
  return {
    kind: "refused",
    message: "No answer came. The signature may have been taken: load this page again before you sign again.",
  };
}
