// What the demo packet says. `[C1]…[/C1]` marks a claim; the evidence beside this file is real.

/** A packet as its author would have typed it: section key → paragraphs. A line that begins with `- ` is a list item. */
export const DEMO_TEXT: Readonly<Record<string, readonly string[]>> = {
  "exception-sought": [
    "Release train 26.4 moves card tokenization for the settlement path to the new vault. The standard rollback-control policy asks for a full rollback rehearsal within fourteen days of a cutover, on the same path, with the same data volume.",
    "This packet asks to set that rule aside for release train 26.4 only, from the opening of the change window until the train has left it. Every other rule of rollback control stays in force.",
    "The reason is narrow. The rehearsal ran on the settlement path with one tenth of the volume, since the second vault was still being filled. Waiting for a full-volume rehearsal would move the cutover into the seasonal traffic ramp, which is the greater risk.",
  ],
  "test-evidence": [
    "[C2]The messaging suite of the release train ran without a failure.[/C2] It covers the token exchange between gateway and vault.",
    "[C3]The rollback rehearsal finished without failures.[/C3] One case needed a second run before it passed; the raw report is attached, and a reader should look at it before relying on this sentence.",
    "[C4]The artifact that would be cut over was built by the reusable release workflow of its own repository[/C4], and its provenance names the digest that is installed in the staging environment.",
  ],
  "rollback-caveats": [
    "Rolling back restores routing, not tokens. Tokens issued during the window stay valid in the new vault and must be read from there until they expire.",
    "- [C5]The runbook for a vault volume that fills up covers export and resizing, and names no owner for a decision at night.[/C5]",
    "- The rehearsal did not exercise a rollback after the first settlement batch has been sent.",
  ],
  "architecture-comments": [
    "Architecture asked whether the old vault can keep accepting writes during the window. It can, for as long as the gateway mirrors; mirroring is switched off by hand at the end of the window.",
    "The question of who switches it off is answered in the open questions of this packet.",
  ],
  "residual-risk": [
    "If the cutover must be rolled back after the first settlement batch, reconciliation is manual for that batch. The artifact owner stands behind this sentence and has accepted the objection to it as a residual.",
  ],
};

/** What each claim rests on: a fact of the source, or lines of it; and what it asserts, where it can be executed. */
export const DEMO_CLAIMS = [
  {
    mark: "C2",
    section: "test-evidence",
    slot: "test-evidence",
    fact: "junit.failures",
    assertion: { key: "junit.failures", op: "=", value: 0 },
  },
  {
    mark: "C3",
    section: "test-evidence",
    slot: "rehearsal-evidence",
    fact: "junit.declared.failures",
    assertion: { key: "junit.declared.failures", op: "=", value: 0 },
  },
  { mark: "C4", section: "test-evidence", slot: "build-provenance", fact: "slsa.builder", assertion: null },
  {
    mark: "C5",
    section: "rollback-caveats",
    slot: "rollback-caveats",
    lines: { start: 20, end: 26 },
    assertion: null,
  },
] as const;

/** The evidence of the demo packet: slot, file, name, and who vouches for it. */
export const DEMO_SOURCES = [
  {
    slot: "test-evidence",
    file: "TESTS-TestSuites.xml",
    name: "Messaging suite, release train 26.4",
    authority: "Continuous integration",
  },
  {
    slot: "rehearsal-evidence",
    file: "flaky-rerun-surefire.xml",
    name: "Rollback rehearsal, settlement path",
    authority: "Release engineering",
  },
  {
    slot: "build-provenance",
    file: "packet-rules_lint-v1.3.1.tar.gz.intoto.jsonl",
    name: "Provenance of the artifact to cut over",
    authority: "Build platform",
  },
  {
    slot: "rollback-caveats",
    file: "KubePersistentVolumeFillingUp.md",
    name: "Runbook: volume filling up",
    authority: "Platform operations",
  },
] as const;

/** What stands in the restricted annex, which reviewer and lane never receive. */
export const DEMO_ANNEX = {
  title: "Processor routes of the affected path",
  paragraphs: [
    "The affected path serves the processors of two acquirers. During the window their traffic is pinned to the first vault by merchant group; the groups are listed in the routing table of the gateway.",
    "If the pin is lifted early, settlement of one group doubles until the next batch. Nobody outside payments engineering needs this to judge the exception.",
  ],
} as const;

/** Objections of the demo packet: one answered, one accepted as a residual. */
export const DEMO_OBJECTIONS = [
  {
    class: "evidence",
    quote: "The rollback rehearsal finished without failures.",
    section: "test-evidence",
    raised:
      "The attached report declares two failures for the rehearsal suite, and one case that passed only on its second run. The sentence says more than the evidence does.",
    answered:
      "Both declared failures are first runs of the case that then passed. The sentence is kept and the claim stands as contradicted, so that the intake sees it.",
  },
  {
    class: "rollback",
    quote: "reconciliation is manual for that batch",
    section: "residual-risk",
    raised: "Manual reconciliation of a settlement batch has not been rehearsed either.",
    answered: "It has not. Two people of settlement operations stand by for the length of the window.",
    residual: {
      rationale: "The window holds at most one batch, and reconciling one by hand was done twice this year.",
      compensatingControl: "Settlement operations on call for the whole window, with the batch list printed.",
    },
  },
] as const;

export const DEMO_OPEN_QUESTIONS = [
  {
    question: "Who switches the mirroring off at the end of the window?",
    "asked-of": "Release engineering",
    answer: "The release engineer on shift, on the word of the release owner.",
  },
] as const;

/** The packet that is still being drafted: a recommendation with a gap that a reviewer has seen. */
export const DRAFT_TEXT: Readonly<Record<string, readonly string[]>> = {
  recommendation: [
    "The rules package 1.3.1 was built while the attestation service was down. Its archive has no signed provenance bundle of its own; everything else about the release is as usual.",
    "The council is asked to choose one of the three options of this packet. Nothing is promoted before it has.",
  ],
  "compensating-evidence": [
    "According to release integrity, the archive rebuilt from the tag was the same, byte for byte. Two of three signers of the release quorum have confirmed the digest.",
  ],
  "blocked-paths-note": [
    "Promoting the archive unsigned, or attesting to a build after the fact, would leave nothing by which a later reader could tell this release from a tampered one.",
  ],
};
