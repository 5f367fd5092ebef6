import { fingerprintLines, fingerprintText } from "../kernel/fingerprint.ts";
import type { ReleaseSummary, Verdict, VerificationReport } from "./report.ts";

/** One line that says what a verdict means. */
export const VERDICTS = {
  verified: "VERIFIED: this is exactly what was approved and released.",
  "consistent-only": "CONSISTENT WITH ITSELF: who made it was not checked.",
  failed: "FAILED: do not rely on this file.",
} as const satisfies Record<Verdict, string>;

/** Exit code of a verdict: 0 verified, 1 failed, 2 only consistent with itself. */
export function exitCode(verdict: Verdict): 0 | 1 | 2 {
  return verdict === "verified" ? 0 : verdict === "failed" ? 1 : 2;
}

/** A report as plain text, for terminals. `now` is RFC 3339 and says whether the window is open. */
export function reportText(report: VerificationReport, now: string): string {
  const wrong = report.findings.filter((finding) => !finding.passed);
  const lines = [
    VERDICTS[report.verdict],
    ...(wrong.length > 0
      ? ["", ...wrong.map((finding) => `  ✗ ${finding.rule.padEnd(5)} ${finding.says}`)]
      : []),
    ...(report.release ? ["", ...releaseLines(report.release, now)] : []),
    "",
    ...report.findings
      .filter((finding) => finding.passed)
      .map((one) => `  ✓ ${one.rule.padEnd(5)} ${one.says}`),
    ...section("This proves:", report.proves),
    ...section("This does not prove:", report.doesNotProve),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function section(title: string, sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : ["", title, ...sentences.map((sentence) => `  · ${sentence}`)];
}

/** A digest in groups of four characters. */
export function groupedDigest(digest: string): string {
  return digest.match(/.{4}/g)?.join(" ") ?? digest;
}

/** Whether the window is open at a time, in words. */
export function windowWords({ openedAt, closesAt }: ReleaseSummary, now: string): string {
  const state = now < closesAt ? "open at this computer's time" : "closed at this computer's time";
  return `${openedAt} to ${closesAt} (${state})`;
}

function releaseLines(release: ReleaseSummary, now: string): readonly string[] {
  const facts: readonly (readonly [string, string])[] = [
    ["Packet", `${release.packet} (${release.slug})`],
    ["Revision", `r${release.revisionNumber}  ${groupedDigest(release.revisionDigest)}`],
    ["Fingerprint", fingerprintText(release.revisionDigest)],
    ["Manifest", groupedDigest(release.manifestDigest)],
    ["Lane", release.lane ?? "none"],
    ["Window", windowWords(release, now)],
    ...release.signers.map((signer) => ["Signed by", signerWords(signer)] as const),
    ...release.heldBack.map(
      (held) => ["Held back", `annex ${held.number}: ${held.holds} — ${held.because}`] as const,
    ),
    ["Ledger", `${release.ledgerOrigin}, ${release.ledgerSize} leaves`],
  ];
  return [
    ...fingerprintLines(release.revisionDigest).map((line) => `  ${line}`),
    "",
    ...facts.map(([name, value]) => `  ${name.padEnd(12)} ${value}`),
    "",
    `  It stops here: ${release.stopBoundary}`,
    ...release.deniedActions.map((action) => `    not allowed: ${action}`),
  ];
}

/** A signer in words: name, for whom, as what, how and when. */
export function signerWords(signer: ReleaseSummary["signers"][number]): string {
  const forWhom = signer.onBehalfOf ? ` on behalf of ${signer.onBehalfOf}` : "";
  return `${signer.name}${forWhom}, as ${signer.role}, by ${signer.method}, ${signer.at}`;
}

// Names and titles come from the file: no control or direction-changing character of theirs reaches a terminal.
function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
