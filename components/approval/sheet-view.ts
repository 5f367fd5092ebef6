import type { LiveManifestView, SheetDescription } from "@/lib/approvals/views";
import type { ActionState, FormAction } from "../ui/action-form";

export type SheetView = SheetDescription;
export type LiveManifest = LiveManifestView;

/** What signing needs: the exact bytes of the statement, and which credentials may sign it. */
export interface PreparedApproval {
  readonly challengeId: string;
  /** Base64 of the approval statement's canonical bytes. */
  readonly approval: string;
  readonly rpId: string;
  /** Base64url credential ids; empty for the password. */
  readonly credentialIds: readonly string[];
}

export interface SheetActions {
  readonly prepare: (input: {
    readonly manifestId: string;
    readonly verb: "approve" | "decline";
    readonly method: "passkey" | "password";
    readonly reason: string | null;
    readonly stateToken: string;
  }) => Promise<ActionState<PreparedApproval>>;
  readonly sign: (input: {
    readonly manifestId: string;
    readonly challengeId: string;
    readonly stateToken: string;
    /** The WebAuthn response as JSON, or the password. */
    readonly assertion?: unknown;
    readonly password?: string;
  }) => Promise<ActionState<{ readonly href: string | null }>>;
  readonly decline: FormAction;
}
