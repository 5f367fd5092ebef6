import { startAuthentication, WebAuthnError } from "@simplewebauthn/browser";

/** What the server asks a passkey for. */
export interface PasskeyAsk {
  readonly challengeId: string;
  readonly options: {
    readonly challenge: string;
    readonly rpId: string;
    readonly userVerification: "required";
    readonly timeout: number;
    readonly allowCredentials: { readonly id: string; readonly type: "public-key" }[];
  };
}

/** Has the browser ask for a passkey; gives what the server wants back. Throws what `passkeyFault` explains. */
export async function askPasskey(ask: PasskeyAsk): Promise<{ challengeId: string; assertion: unknown }> {
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON: ask.options });
  return { challengeId: ask.challengeId, assertion: { id, rawId, type, response } };
}

/** A sentence for what the browser threw. What is no fault of a passkey (a redirect of Next's) is thrown on. */
export function passkeyFault(cause: unknown): string {
  if (typeof cause === "object" && cause !== null && "digest" in cause) throw cause;
  if (cause instanceof WebAuthnError || cause instanceof DOMException) {
    return cause.name === "InvalidStateError"
      ? "This device holds a passkey of yours for this workspace already."
      : "The passkey was not used: the request was dismissed or took too long. Try again.";
  }
  return "The workspace could not be reached. Try again.";
}
