import { verifyEd25519 } from "../approvals/signatures.ts";
import { canonicalText } from "../kernel/canonical.ts";
import type { EnvelopeFault } from "../manifest/dsse.ts";
import { openEnvelope } from "../manifest/dsse.ts";
import { parseManifest } from "../manifest/statement.ts";
import type { Bundle } from "./bundle.schema.ts";
import type { ReadManifest, ReadRevision } from "./context.ts";
import { field } from "./read-bundle.ts";
import type { FindingLog } from "./report.ts";

/** What is wrong with an envelope, as the end of a sentence. */
export const ENVELOPE_FAULTS = {
  "other-payload-type": "is of another payload type",
  "malformed-payload": "has a payload that is not base64",
  "not-one-signature": "does not carry exactly one signature",
  "malformed-signature": "has a malformed signature",
  "bad-signature": "has a signature that does not fit its bytes and the workspace's key",
  "other-key-named": "names another key than the one that signed it",
} as const satisfies Record<EnvelopeFault, string>;

/** The workspace's key as the bundle gives it; BU17 holds it against the trust file. */
export function workspaceKeyOf(bundle: Bundle) {
  const { keyId, publicKey } = bundle.keys.workspace;
  return { keyId, publicKey: field(publicKey), verify: verifyEd25519 };
}

/** BU4–BU6. Null where there is no manifest to go on with. */
export function verifyManifest(
  bundle: Bundle,
  revision: ReadRevision | null,
  log: FindingLog,
): ReadManifest | null {
  const payload = openEnvelope(bundle.manifest, workspaceKeyOf(bundle));
  if (!payload.ok) {
    log.check("BU4", false, `The manifest's envelope ${ENVELOPE_FAULTS[payload.error]}.`);
    return null;
  }
  const manifest = parseManifest(payload.value);
  if (!manifest.ok) {
    const { reason, at } = manifest.error;
    log.check("BU4", false, `The manifest is not a release statement: ${reason} ${at}.`);
    return null;
  }
  log.check("BU4", true, "");
  if (revision) bindToRevision(manifest.value, revision, log);
  return manifest.value;
}

function bindToRevision({ statement }: ReadManifest, { digest, body }: ReadRevision, log: FindingLog): void {
  const [subject] = statement.subject;
  log.check("BU5", subject.digest.sha256 === digest, "The manifest was made for another revision.");
  const { predicate } = statement;
  const { id, title } = predicate.packet;
  const annexes = body.annexes.map(({ number, commitment }) => ({ number, commitment }));
  const pairs: readonly [what: string, inManifest: unknown, inRevision: unknown][] = [
    ["the packet", { id, title }, body.packet],
    ["the packet kind", predicate.kind, body.kind],
    ["the parent revision", predicate.revision.parent, body.parent],
    ["the parts", predicate.revision.parts, body.parts],
    ["the option set", predicate.optionSet.digest, body.parts["option-set"] ?? null],
    ["the blocked paths", predicate.blockedPaths.digest, body.parts["blocked-paths"] ?? null],
    ["the claim trace", predicate.claimTrace.digest, body.parts["claim-trace"] ?? null],
    ["the number of claims", predicate.claimTrace.claims, body.claims.length],
    ["the objection ledger", predicate.objectionLedger.digest, body.parts["objection-ledger"] ?? null],
    ["the annex boundary", predicate.annexBoundary.digest, body.parts["annex-boundary"] ?? null],
    ["the annexes", predicate.annexBoundary.annexes, annexes],
    ["the stop boundary", predicate.stopBoundary, body.stopBoundary],
  ];
  for (const [what, inManifest, inRevision] of pairs) {
    const same = canonicalText(inManifest) === canonicalText(inRevision);
    log.check("BU6", same, `In the manifest ${what} is not the revision's own.`);
  }
}
