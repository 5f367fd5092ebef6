import type { ReleaseSummary, Verdict } from "./report.ts";

/** What a verdict proves, in sentences for people. Empty for a bundle that failed. */
export function proves(verdict: Verdict, release: ReleaseSummary | null): readonly string[] {
  if (verdict === "failed" || !release) return [];
  const whose = verdict === "verified" ? "the workspace that the trust file pins" : "whoever made this file";
  const passkeys = release.signers
    .filter((signer) => signer.method === "passkey")
    .map((signer) => signer.name);
  return [
    `Revision r${release.revisionNumber} of “${release.packet}” is exactly the bytes in this file, and no part of it was changed after it was approved.`,
    `Everybody whom the manifest requires has signed this revision under this manifest: ${release.signers.map(sayer).join("; ")}.`,
    ...(passkeys.length > 0
      ? [
          `The enrolled passkey of ${passkeys.join(", ")} signed exactly this approval, after verifying its user.`,
        ]
      : []),
    `Approvals and release stand in the ledger of ${whose}, in that order, under a signed checkpoint of ${release.ledgerSize} leaves.`,
  ];
}

function sayer(signer: ReleaseSummary["signers"][number]): string {
  const forWhom = signer.onBehalfOf ? ` on behalf of ${signer.onBehalfOf}` : "";
  const how = signer.method === "password" ? " (by password)" : "";
  return `${signer.name}${forWhom} as ${signer.role}${how}`;
}

/** What a verdict does not prove, said each time. Empty for a bundle that failed: nothing of it is to be relied on. */
export function doesNotProve(verdict: Verdict, release: ReleaseSummary | null): readonly string[] {
  if (verdict === "failed") return [];
  const passwords = release?.signers.filter((signer) => signer.method === "password") ?? [];
  const delegates = release?.signers.filter((signer) => signer.onBehalfOf) ?? [];
  return [
    ...(verdict === "consistent-only"
      ? ["Who made it: without a trust file, anybody can make a file like this under keys of their own."]
      : []),
    "That its signers read every line: an authenticator does not display the text, it shows that this key approved this digest.",
    ...passwords.map(
      ({ name }) =>
        `That ${name} signed with a key: a password was entered, and the workspace's word stands behind it.`,
    ),
    ...delegates.map(
      ({ name, onBehalfOf }) =>
        `That ${onBehalfOf} had delegated to ${name}: the delegation is in the ledger, not in this file.`,
    ),
    ...(release && release.heldBack.length > 0
      ? ["That nobody who contributed inside an annex approved: its contributors stand inside it, held back."]
      : []),
    "That the release still stands: it may have been withdrawn or superseded after the checkpoint.",
    "That no passkey was removed between its enrolment and the approval: that is the workspace's word.",
    "That what the packet says is true: it shows who approved which exact words, on what named evidence.",
  ];
}
