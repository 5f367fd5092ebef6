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

/** What no verdict proves, said each time. */
export function doesNotProve(verdict: Verdict, release: ReleaseSummary | null): readonly string[] {
  const passwords = release?.signers.filter((signer) => signer.method === "password") ?? [];
  const delegates = release?.signers.filter((signer) => signer.onBehalfOf) ?? [];
  return [
    ...(verdict === "consistent-only"
      ? [
          "Who made it was not checked: without a trust file, anybody can make a file like this under other keys.",
        ]
      : []),
    "An authenticator does not display the text: it proves that this key approved this digest, not that its owner read every line.",
    ...(passwords.length > 0
      ? [
          `${passwords.map((signer) => signer.name).join(", ")} entered a password: only the workspace's own word stands behind that, no key of the person's.`,
        ]
      : []),
    ...(delegates.length > 0
      ? ["That the delegation was recorded and in time is the workspace's word; it is not in this file."]
      : []),
    "What happened after the checkpoint is not in this file: the release may have been withdrawn, superseded or have expired, and a passkey may have been removed.",
    "Whether a passkey was removed between its enrolment and the approval is the workspace's word.",
    "Whether what the packet claims is true: it shows who approved which exact words, and on what named evidence.",
  ];
}
