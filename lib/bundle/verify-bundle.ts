// Checks a release bundle with no server and no network. It reads as the policy: the file, the revision, the
// manifest, each approval, who had to sign, the release, the ledger. Rules: docs/spec/bundle.md.

import { digestOf } from "../kernel/digest.ts";
import { partDigests, type Unparted } from "../revision/revision.ts";
import type { Bundle, Trust } from "./bundle.schema.ts";
import type { Approved, ReadRevision, VerificationContext } from "./context.ts";
import { field, readBundle, readRevision } from "./read-bundle.ts";
import { FindingLog, type ReleaseSummary, type VerificationReport } from "./report.ts";
import { doesNotProve, proves } from "./says.ts";
import { verifyApprovals } from "./verify-approvals.ts";
import { closesAt, openLedger, verifyRelease, verifyTrust } from "./verify-ledger.ts";
import { verifyManifest } from "./verify-manifest.ts";

/**
 * Verifies a bundle's bytes against a trust file, or, with null, only against itself. Never throws for bad input:
 * whatever is wrong is a finding that names its rule.
 */
export function verifyBundle(bytes: Uint8Array, trust: Trust | null): VerificationReport {
  const log = new FindingLog();
  const release = verifyParts(bytes, trust, log);
  const verdict = !log.clean || !release ? "failed" : trust ? "verified" : "consistent-only";
  return {
    verdict,
    findings: log.findings(),
    release,
    proves: proves(verdict, release),
    doesNotProve: doesNotProve(verdict, release),
  };
}

function verifyParts(bytes: Uint8Array, trust: Trust | null, log: FindingLog): ReleaseSummary | null {
  const bundle = readBundle(bytes);
  if (!bundle.ok) {
    log.check("BU1", false, `The file cannot be accepted: ${bundle.error}.`);
    return null;
  }
  log.check("BU1", true, "");
  const ledger = openLedger(bundle.value, trust, log);
  verifyTrust(bundle.value, trust, log);
  const revision = verifyRevision(bundle.value, log);
  const manifest = verifyManifest(bundle.value, revision, log);
  if (!manifest || !revision) return null;
  const context = { bundle: bundle.value, revision, manifest, ledger, trust, log };
  const approved = verifyApprovals(context);
  const releasedAt = verifyRelease(context, approved);
  return releasedAt ? summarise(context, approved, releasedAt) : null;
}

function verifyRevision(bundle: Bundle, log: FindingLog): ReadRevision | null {
  const bytes = field(bundle.revision);
  const read = readRevision(bytes);
  if (!read.ok) {
    log.check("BU2", false, `The revision cannot be accepted: ${read.error}.`);
    return null;
  }
  log.check("BU2", true, "");
  const { parts: named, ...rest } = read.value;
  // The shape was checked for every member that partDigests reads; it hashes the members as they stand.
  const parts: Readonly<Record<string, string>> = partDigests(rest as unknown as Unparted);
  const names = new Set([...Object.keys(parts), ...Object.keys(named)]);
  for (const name of names) {
    log.check("BU3", parts[name] === named[name], `The part “${name}” is not what the revision names.`);
  }
  return { digest: digestOf(bytes), body: read.value };
}

function summarise(
  { revision, manifest, ledger }: VerificationContext,
  approved: readonly Approved[],
  openedAt: string,
): ReleaseSummary {
  const { predicate } = manifest.statement;
  return {
    packet: predicate.packet.title,
    slug: predicate.packet.slug,
    revisionNumber: predicate.revision.number,
    revisionDigest: revision.digest,
    manifestDigest: manifest.digest,
    lane: predicate.lane?.title ?? null,
    openedAt,
    closesAt: closesAt(predicate.window, openedAt),
    signers: approved.map(({ statement, at }) => ({
      name: statement.predicate.signer.name,
      role: statement.predicate.as ?? statement.predicate.role,
      onBehalfOf: statement.predicate.onBehalfOf?.name ?? null,
      method: statement.predicate.method,
      at,
    })),
    heldBack: revision.body.annexes.map(({ number, holds, because }) => ({
      number,
      holds: String(holds ?? ""),
      because: String(because ?? ""),
    })),
    stopBoundary: predicate.stopBoundary.statement,
    deniedActions: predicate.stopBoundary.deniedActions.map((action) => action.text),
    ledgerOrigin: predicate.ledgerOrigin,
    ledgerSize: ledger?.size ?? 0,
  };
}
