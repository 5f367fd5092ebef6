import { releasedSubjects } from "../approvals/leaf-subjects.ts";
import { verifyEd25519 } from "../approvals/signatures.ts";
import { fromHex } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { digestOf } from "../kernel/digest.ts";
import { verifyCheckpoint } from "../ledger/checkpoint.ts";
import { type Leaf, parseLeaf } from "../ledger/event.schema.ts";
import type { LedgerEventType } from "../ledger/event.ts";
import { leafHash, verifyInclusion } from "../ledger/merkle.ts";
import type { ReleasePredicate } from "../manifest/statement.schema.ts";
import type { Bundle, ProvenLeaf, Trust } from "./bundle.schema.ts";
import type { Approved, LedgerView, VerificationContext } from "./context.ts";
import { field } from "./read-bundle.ts";
import type { BundleRule, FindingLog } from "./report.ts";

const CHECKPOINT_FAULTS = {
  malformed: "is malformed",
  "other-origin": "is of another ledger",
  "no-signature-of-this-key": "carries no signature of the ledger's key",
  "bad-signature": "has a signature that does not fit its text and the ledger's key",
} as const;

/** BU15, but for the statements' side. Null where there is no checkpoint to hold leaves against. */
export function openLedger(bundle: Bundle, trust: Trust | null, log: FindingLog): LedgerView | null {
  const origin = trust?.ledger.origin ?? bundle.checkpoint.split("\n")[0] ?? "";
  const publicKey = field(bundle.keys.ledger.publicKey);
  const checkpoint = verifyCheckpoint(bundle.checkpoint, { origin, publicKey, verify: verifyEd25519 });
  if (!checkpoint.ok) {
    log.check("BU15", false, `The checkpoint ${CHECKPOINT_FAULTS[checkpoint.error]}.`);
    return null;
  }
  const lines = checkpoint.value.signatures.length;
  log.check(
    "BU15",
    lines === 1,
    "The checkpoint carries signatures beside the ledger's, which are not checked.",
  );
  return checkpoint.value;
}

/** BU17: keys against the trust file, each where the ledger says that it was in use. Without one, nothing. */
export function verifyTrust(bundle: Bundle, trust: Trust | null, log: FindingLog): void {
  for (const purpose of ["ledger", "workspace"] as const) {
    const key = bundle.keys[purpose];
    const own = digestOf(field(key.publicKey)) === key.keyId;
    log.check(
      purpose === "ledger" ? "BU15" : "BU4",
      own,
      `The ${purpose} key is not the one that its id names.`,
    );
    if (!trust) continue;
    const pinned = trust[purpose].keys.find(
      (one) => one.publicKey === key.publicKey && one.keyId === key.keyId,
    );
    log.check("BU17", pinned !== undefined, `The ${purpose} key is not one of the trust file's.`);
    const at = purpose === "ledger" ? checkpointSize(bundle) : Number(bundle.released.index);
    const retired = pinned?.untilIndex ?? null;
    // A checkpoint may be as large as the ledger was when its key was retired; a leaf stands below that.
    const until =
      retired === null ? Number.POSITIVE_INFINITY : Number(retired) - (purpose === "ledger" ? 0 : 1);
    const inRange = !pinned || (at >= Number(pinned.fromIndex) && at <= until);
    log.check("BU17", inRange, `The ${purpose} key was not in use at that place of the ledger.`);
  }
}

function checkpointSize(bundle: Bundle): number {
  return Number(bundle.checkpoint.split("\n")[1] ?? Number.NaN);
}

/** What a leaf must be to count. */
export interface WantedLeaf {
  readonly rule: BundleRule;
  readonly what: string;
  readonly type: LedgerEventType;
  readonly packet: string | null;
  readonly actor?: string;
  readonly onBehalfOf?: string | null;
  readonly subjects: Readonly<Record<string, string>>;
}

/** The leaf's time, where it is what is wanted and stands in the ledger; else null, with a finding. */
export function verifyLeaf(
  proven: ProvenLeaf,
  wanted: WantedLeaf,
  context: Pick<VerificationContext, "ledger" | "log">,
): string | null {
  const { ledger, log } = context;
  const bytes = field(proven.leaf);
  const leaf = parseLeaf(bytes);
  const fault = leaf.ok ? mismatch(leaf.value, wanted) : "is not a leaf";
  const named = log.check(wanted.rule, fault === null, `The ledger entry of ${wanted.what} ${fault}.`);
  const included = ledger !== null && inLedger(proven, bytes, ledger);
  const proved = log.check(
    wanted.rule,
    included,
    `The ledger entry of ${wanted.what} is not proved to stand in the ledger.`,
  );
  return named && proved && leaf.ok ? leaf.value.at : null;
}

function mismatch(leaf: Leaf, wanted: WantedLeaf): string | null {
  if (leaf.type === "annex event" || leaf.type !== wanted.type) return `is one of “${leaf.type}”`;
  if (leaf.packet !== wanted.packet) return "is of another packet";
  if (wanted.actor !== undefined && leaf.actor !== wanted.actor) return "is somebody else's act";
  if (wanted.onBehalfOf !== undefined && leaf.onBehalfOf !== wanted.onBehalfOf)
    return "is on another's behalf";
  if (canonicalText(leaf.subjects) !== canonicalText(wanted.subjects)) return "speaks of something else";
  return null;
}

function inLedger(proven: ProvenLeaf, bytes: Uint8Array, ledger: LedgerView): boolean {
  const proof = proven.proof.map((hex) => fromHex(hex) ?? new Uint8Array());
  const { size, root } = ledger;
  return verifyInclusion({ leaf: leafHash(bytes), index: Number(proven.index), size, proof, root });
}

/** BU14–BU16. The time at which the release opened, or null where that is not shown. */
export function verifyRelease(context: VerificationContext, approved: readonly Approved[]): string | null {
  const { bundle, revision, manifest, ledger, log } = context;
  const { predicate } = manifest.statement;
  const at = verifyLeaf(
    bundle.released,
    {
      rule: "BU14",
      what: "the release",
      type: "released",
      packet: predicate.packet.id,
      subjects: releasedSubjects({
        revision: revision.digest,
        manifest: manifest.digest,
        approvals: approved.map((one) => one.digest),
      }),
    },
    context,
  );
  const last = Math.max(...bundle.approvals.map((one) => Number(one.approved.index)));
  log.check(
    "BU14",
    Number(bundle.released.index) > last,
    "The release stands before an approval in the ledger.",
  );
  const sameLedger = ledger === null || ledger.origin === predicate.ledgerOrigin;
  log.check("BU15", sameLedger, "The statements name another ledger than the checkpoint.");
  if (at) verifyWindow(predicate, at, { approved, log });
  return at;
}

function verifyWindow(
  predicate: ReleasePredicate,
  openedAt: string,
  { approved, log }: { readonly approved: readonly Approved[]; readonly log: FindingLog },
): void {
  const { askedAt, lapsesAt, window, lane } = predicate;
  // Times are RFC 3339 in UTC with milliseconds, all of one length: they compare as text.
  log.check("BU16", openedAt <= lapsesAt, "The release opened after its manifest had lapsed.");
  log.check("BU16", openedAt < window.closesNoLaterThan, "The release opened after its window had closed.");
  const early = approved.some((one) => one.at < askedAt || one.at > openedAt);
  log.check("BU16", !early, "An approval was recorded outside the time between asking and release.");
  const within = lane === null || window.hours <= lane.maxWindowHours;
  log.check("BU16", within, "The window is longer than the lane allows.");
}

/** When a release that opened at that time closes, RFC 3339. */
export function closesAt(window: ReleasePredicate["window"], openedAt: string): string {
  const end = Math.min(Date.parse(openedAt) + window.hours * 3_600_000, Date.parse(window.closesNoLaterThan));
  return new Date(end).toISOString();
}
