// What a verification found. Rules: docs/spec/bundle.md.

/** The rules of a bundle, in the order in which they are checked, and what each one means when it holds. */
export const BUNDLE_RULES = {
  BU1: "The file is one strict JSON text in its own canonical form (RFC 8785), of the bundle's schema.",
  BU2: "The revision's bytes are canonical and of the revision's schema.",
  BU3: "Each part digest that the revision names is the digest of that part.",
  BU4: "The manifest is a release statement in an envelope with one good signature of the workspace's key.",
  BU5: "The manifest's subject is this revision.",
  BU6: "Packet, kind, parent, parts, annexes and stop boundary in the manifest are the revision's own.",
  BU7: "Each approval is an approval statement in an envelope with one good signature of the workspace's key.",
  BU8: "Each approval approves this revision under this manifest, for this packet, in this ledger.",
  BU9: "Each passkey approval carries an assertion by that key over exactly that approval, person verified.",
  BU10: "The ledger shows the enrolment of each passkey, by its signer, before the approval.",
  BU11: "The ledger shows each approval, by its signer, naming revision, manifest, approval and assertion.",
  BU12: "Everybody who must sign has signed, each a different person, the release owner last, by allowed methods.",
  BU13: "Nobody who contributed to the revision approved it, unless the kind allows that.",
  BU14: "The ledger shows the release, after all approvals, naming revision, manifest and approvals.",
  BU15: "The checkpoint is signed by the ledger's key, for the ledger that the statements name.",
  BU16: "The release opened before the manifest lapsed, for a window within the lane's maximum.",
  BU17: "Ledger, keys and sign-in origins are those of the trust file, each in its ledger range.",
} as const;

export type BundleRule = keyof typeof BUNDLE_RULES;

/** One rule's outcome. `says` is a sentence for people: what holds, or what is wrong. */
export interface Finding {
  readonly rule: BundleRule;
  readonly passed: boolean;
  readonly says: string;
}

/**
 * `verified`: everything holds under the trust file. `consistent-only`: everything holds within the file, and
 * who made it was not checked. `failed`: at least one finding did not pass.
 */
export type Verdict = "verified" | "consistent-only" | "failed";

/** Who signed, as what, how. */
export interface SignerSummary {
  readonly name: string;
  readonly role: string;
  readonly onBehalfOf: string | null;
  readonly method: "passkey" | "password";
  readonly at: string;
}

/** What a bundle is of, for people. Only to be shown beside the verdict. */
export interface ReleaseSummary {
  readonly packet: string;
  readonly slug: string;
  readonly revisionNumber: number;
  readonly revisionDigest: string;
  readonly manifestDigest: string;
  readonly lane: string | null;
  readonly openedAt: string;
  readonly closesAt: string;
  readonly signers: readonly SignerSummary[];
  readonly heldBack: readonly { readonly number: number; readonly holds: string; readonly because: string }[];
  readonly stopBoundary: string;
  readonly deniedActions: readonly string[];
  readonly ledgerOrigin: string;
  readonly ledgerSize: number;
}

export interface VerificationReport {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Null where the file could not be read so far. */
  readonly release: ReleaseSummary | null;
  readonly proves: readonly string[];
  readonly doesNotProve: readonly string[];
}

/** Collects findings. A rule that fails several times keeps each sentence; one that passed says so once. */
export class FindingLog {
  private readonly failures = new Map<BundleRule, string[]>();
  private readonly reached = new Set<BundleRule>();

  /** Records that a rule was looked at, and returns the condition. */
  check(rule: BundleRule, condition: boolean, wrong: string): boolean {
    this.reached.add(rule);
    if (!condition) this.failures.set(rule, [...(this.failures.get(rule) ?? []), wrong]);
    return condition;
  }

  /** The findings in the rules' order; rules that were not reached are left out. */
  findings(): readonly Finding[] {
    return (Object.keys(BUNDLE_RULES) as BundleRule[])
      .filter((rule) => this.reached.has(rule))
      .map((rule) => {
        const wrong = this.failures.get(rule);
        return { rule, passed: !wrong, says: wrong ? wrong.join(" ") : BUNDLE_RULES[rule] };
      });
  }

  /** True where no rule failed. */
  get clean(): boolean {
    return this.failures.size === 0;
  }
}
