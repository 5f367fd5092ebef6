import type { ActionState, FormAction } from "../ui/action-form";

/** What the server says about a manifest and its reader; the rest of the sheet is read from the bytes. */
export interface SheetView {
  readonly packetId: string;
  readonly slug: string;
  readonly packetTitle: string;
  readonly manifestId: string;
  readonly manifestNumber: number;
  readonly manifestDigest: string;
  readonly revisionNumber: number;
  readonly revisionDigest: string;
  readonly revisionUrl: string;
  readonly manifestUrl: string;
  readonly stateUrl: string;
  /** The last approved revision of this packet, where there is one. */
  readonly previous: { readonly number: number; readonly digest: string; readonly url: string } | null;
  /** The seat that this reader may fill; null where they may not sign. */
  readonly seat: {
    readonly role: "release-owner" | "required-signer";
    readonly as: string | null;
    readonly onBehalfOf: string | null;
  } | null;
  /** Why the reader may not sign, where they may not. */
  readonly whyNot: string | null;
  readonly hasPasskey: boolean;
  /** A sealed token of what the screen has seen, fresh at each fetch. */
  readonly stateToken: string;
}

/** What the sheet hears while it is open. */
export interface LiveManifest {
  readonly state: string;
  readonly reason: string | null;
  readonly stateToken: string;
  readonly checks: readonly {
    readonly check: string;
    readonly title: string;
    readonly outcome: "pass" | "hold" | "not-applicable" | "error";
    readonly reasons: readonly string[];
  }[];
  readonly signed: readonly {
    readonly name: string;
    readonly as: string;
    readonly at: string;
    readonly method: string;
  }[];
  readonly missing: readonly { readonly name: string; readonly as: string }[];
}

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
