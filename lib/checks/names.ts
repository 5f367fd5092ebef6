/**
 * The closed library of checks that a kind's gates may name, each with what it asks.
 * docs/spec/checks.md says of each what it looks at and when it is not applicable; `registry.ts` holds the functions.
 */
export const CHECK_NAMES = [
  /** The head revision exists, its stored bytes have its digest, its parts recompute, and a cut now would give it again. */
  "revision-integrity",
  /** The head names an unbroken chain of parents back to the first revision. */
  "lineage-unbroken",
  /** Every required section has text. */
  "sections-complete",
  /** Every required register (or each of `params.registers`) has an active row, and every active row its required columns. */
  "registers-complete",
  /** Every role that the kind gives a minimum is filled by that many people, and roles that must differ do. */
  "roles-filled",
  /** The option set is of the kind's mode and within its minimum and maximum. */
  "option-set",
  /** Every blocked path of the kind stands, each with its reason; none merged, emptied or retired. */
  "blocked-paths",
  /** No objection is open where the kind's policy is block; residuals were accepted by the right role and have not expired. */
  "objections-settled",
  /** Every objection of the packet stands in the head revision in its present state: none is hidden. */
  "objection-ledger",
  /** Every section that requires it has its claims traced to evidence; no claim is untraced. */
  "claims-traced",
  /** No claim is drifted, contradicted or unreachable. */
  "claims-supported",
  /** Every required evidence slot (or each of `params.slots`) holds a source version that could be read. */
  "evidence-present",
  /** Every source that a claim or required slot leans on (or each in `params.slots`) is inside its freshness rule. */
  "evidence-fresh",
  /** Every contradiction between sources is shown with both values; `params.allow: true` lets it travel, else one on a claim holds. */
  "contradictions-shown",
  /** No two sources share a rank, and nothing leans on a slot that waits for higher ones to disagree where they do not. */
  "precedence-stated",
  /** All evidence speaks of one candidate: the facts named in `params.facts` have one value across sources. */
  "single-candidate",
  /** Every prerequisite of the kind is confirmed (with evidence where asked) or surfaced as a blocker where the kind allows it. */
  "prerequisites-confirmed",
  /** Every fixed requirement of the kind is mapped; a non-waivable one is not waived. */
  "requirements-mapped",
  /** Every annex has its placeholder, its owner and a committed state; its slot is the kind's. */
  "annex-boundary",
  /** Every withheld annex has a held-detail placeholder: what is held, why, who may lift it. */
  "held-details",
  /** Nothing of an annex stands in the body: no claim, trace link, row or objection of the body points into one. */
  "no-overexposure",
  /** No hold that a person raised is open (a carry-forward or value hold travels and does not hold). */
  "holds-closed",
  /** No suggestion is undecided. */
  "suggestions-decided",
  /** The packet names a lane that exists, has recipients and an owner, and is of the kind's audience. */
  "lane-provisioned",
  /** The window is longer than nothing and within the lane's and the kind's maximum. */
  "window-valid",
  /** The manifest would bind everything that the kind lists in `binds`. */
  "manifest-binds",
  /** Whoever may approve did not contribute (where the kind does not relax it); an entitled approver exists. */
  "separation-of-duties",
  /** Every required signer has signed this manifest. Human gate: sees the candidate approval; in no manifest. */
  "signers-signed",
  /** The release owner (or delegate) approved this manifest. Human gate: sees the candidate approval; in no manifest. */
  "owner-approved",
  /** Nothing bound moved since approval was asked: digests, sequences and check outcomes are those of the manifest. */
  "approval-current",
  /** Every required field is resolved, or held or withheld with a reason; `params.held: stop` asks whether any field is held. */
  "fields-resolved",
  /** Every consequential field that has a value names a source and a place, and the place still says it. */
  "fields-traced",
  /** Every field's value fits its type and values; the record's schema version is the one the intake states now. */
  "schema-conforms",
  /** A value that lost something on its way from the raw one says so, and only where the field allows it. */
  "lossiness-declared",
  /** A field with a rendering table says what the table, in the kind's version, makes of its raw value. */
  "rendered-from-table",
  /** No text, row or field of the body matches a pattern of the kind's redaction profile. */
  "redaction-applied",
  /** The facts named in `params.facts` hold (`key op value`, `@field` for a field's value), in `params.of` where given. */
  "facts-match",
  /** Each role of `params.roles` has a stored approval, evidenced and valid, of one subject, unchanged since `params.since`. */
  "approvals-standing",
  /** The newest attempt at `params.step` has a record in which `params.fact` has exactly one value, one of `params.settled`. */
  "outcome-unambiguous",
  /** Fewer than `params.budget` attempts at `params.step` were made, and the newest failed in a way of `params.retryable`. */
  "retry-within-budget",
  /** The read-back of the newest attempt at `params.step` states `params.facts`. */
  "readback-matches",
  /** The thresholds of `params.facts` are met: all, or with `mode: any` one. */
  "threshold-met",
  /** The guardrails of `params.facts` hold, and the state in force has not outlived its validity. */
  "guardrails-kept",
  /** Active cases that are equal in all of `params.keys` are linked to each other. */
  "duplicates-linked",
  /** At least `params.min` independent origins support each case, none counted twice and none for another's file. */
  "independently-corroborated",
  /** The authority snapshot in `params.of` is current and states `params.facts`. */
  "within-authority",
  /** No proposed update needs a person: outside `params.allowed`, of `params.protected`, or `params.blocker` leaving `params.held`. */
  "edit-class-allowed",
  /** No live exposure is reported and uncleared. */
  "no-live-exposure",
  /** Every hypothesis has its evidence for and against. */
  "hypotheses-tested",
  /** One hypothesis is ranked first with support, and every other one has evidence against it. */
  "one-explanation",
  /** Each role of `params.roles` is taken, and a substitute has an approval. */
  "roles-covered",
  /** A proposed slot lies between the facts `params.opens` and `params.closes`. */
  "slot-inside-window",
  /** Only the surface `params.of` still says otherwise about `params.fact`, for `params.minutes` after `params.authoritative`. */
  "lag-allowed",
  /** The source version that began this run is of an authoritative slot and still its newest. */
  "trigger-authoritative",
  /** A person with the gate's role decided over the record as it stands. Human gate. */
  "owner-decided",
  /** The role that adopts has adopted the record as it stands. Human gate. */
  "owner-adopted",
  /** The receiver has accepted the record as it stands. Human gate. */
  "receiver-accepted",
  /** The kind's stop boundary is stated, and no option and no standing request asks for a denied action. */
  "stop-boundary",
] as const;

/** The name of a check, as a kind file spells it. */
export type CheckName = (typeof CHECK_NAMES)[number];
