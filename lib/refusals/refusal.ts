import { err, type Result } from "../kernel/result.ts";

/**
 * Every reason for which a door says no: one code, one HTTP status, one sentence for the person.
 * Missing and forbidden are the same code on purpose: `not-found`.
 */
export const REFUSALS = {
  "not-found": { status: 404, message: "There is nothing here, or it is not yours to see." },
  "signed-out": { status: 401, message: "Sign in to go on. What you typed is kept in this tab." },
  "bad-origin": { status: 403, message: "This request did not come from a page of this workspace." },
  "bad-json": { status: 400, message: "The request is not well-formed JSON." },
  "invalid-input": { status: 422, message: "Something in the form is not acceptable." },
  "too-large": { status: 413, message: "This is larger than the workspace accepts." },
  "too-many": { status: 429, message: "Too many attempts. Wait a little, then try again." },
  "unsupported-media": { status: 415, message: "This kind of content is not accepted here." },
  "method-not-allowed": { status: 405, message: "This address does not accept that method." },
  "wrong-credentials": { status: 401, message: "Name or password is not right." },
  "fresh-sign-in-needed": {
    status: 403,
    message: "Confirm that it is you first: enter your password or use a passkey.",
  },
  "setup-code-wrong": {
    status: 403,
    message: "The set-up code is not right. It was printed where the server was started.",
  },
  "setup-done": { status: 409, message: "Set-up has been done. Sign in instead." },
  "email-taken": { status: 409, message: "An account with this address exists already." },
  "packet-frozen": {
    status: 409,
    message: "The text is frozen while approval is pending. Reopen it for editing first.",
  },
  "packet-not-frozen": { status: 409, message: "The packet is not frozen." },
  "packet-closed": { status: 409, message: "The packet is closed." },
  "stale-state": {
    status: 409,
    message: "Something moved since you looked. See what changed, then decide again.",
  },
  "state-conflict": { status: 409, message: "That step does not follow from where this stands now." },
  duplicate: { status: 409, message: "This was done already." },
  "not-ready": { status: 409, message: "A check holds. Readiness says which one and where it is mended." },
  "manifest-held": { status: 409, message: "The manifest is on hold. Ask anew once the reason is settled." },
  "contributor-cannot-approve": {
    status: 403,
    message: "Whoever contributed to this packet cannot approve it.",
  },
  "challenge-used": {
    status: 409,
    message: "This signing request was used already. Open the approval sheet again.",
  },
  "challenge-expired": {
    status: 410,
    message: "This signing request has expired. Open the approval sheet again.",
  },
  "assertion-invalid": {
    status: 403,
    message: "The passkey's signature could not be verified for this approval.",
  },
  "password-not-allowed": { status: 403, message: "This lane needs a passkey; a password is not enough." },
  "passkey-needed": { status: 409, message: "Enrol a passkey in your profile first." },
  "signer-missing": { status: 409, message: "A required signer has not signed yet." },
  "window-invalid": {
    status: 422,
    message: "The window must end later than it begins and within the lane's maximum.",
  },
  "beyond-stop-boundary": {
    status: 403,
    message: "That is beyond where this packet stops. It was written down that it was asked for.",
  },
  "release-closed": { status: 410, message: "The window of this release has closed." },
  "release-withdrawn": { status: 410, message: "This release was withdrawn." },
  "release-superseded": { status: 410, message: "A newer revision replaced this release." },
  "kind-invalid": { status: 422, message: "This packet kind cannot be used." },
  "unreadable-evidence": { status: 422, message: "The file could not be read as evidence." },
  "locator-unresolved": { status: 422, message: "That place does not exist in this source version." },
  "annex-boundary": { status: 422, message: "Nothing moves out of an annex except by declassification." },
  "integrity-failed": {
    status: 503,
    message: "Stored bytes no longer match their digest. Tell an administrator.",
  },
  "signer-unavailable": {
    status: 503,
    message: "The workspace's signing key cannot be read. Tell an administrator.",
  },
  "storage-unavailable": {
    status: 503,
    message: "The database does not answer. Nothing was saved; try again soon.",
  },
} as const satisfies Record<string, { readonly status: number; readonly message: string }>;

export type RefusalCode = keyof typeof REFUSALS;

/** Why a door said no. `detail` is a second sentence for the person; `fields` names what they sent that is wrong. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** The outcome of a workflow, query or access check. */
export type Outcome<T> = Result<T, Refusal>;

/** Refuses with a code, and optionally a second sentence. */
export function refuse(code: RefusalCode, detail?: string): Result<never, Refusal> {
  return err(detail === undefined ? { code } : { code, detail });
}

/** True for a code of the table, whatever it came from. */
export function isRefusalCode(text: string): text is RefusalCode {
  return Object.hasOwn(REFUSALS, text);
}
