import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { digestOfText } from "../kernel/digest.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { parseKind } from "../kinds/parse-kind.ts";
import { buildRevision, type RowBody, revisionDigest } from "../revision/revision.ts";
import { sampleRegister, sampleRevisionInput } from "../revision/sample.ts";
import type { CheckInput, CheckOutcome, CheckParams, ScopeFacts } from "./check.ts";
import { boundChecks, evaluateGates, stopping } from "./gates.ts";
import { CHECK_NAMES, type CheckName } from "./names.ts";
import { CHECKS, runCheck } from "./registry.ts";

const FILE = "kinds/co-production-approved-release/payments-tokenization-exception.yaml";
const PARSED = parseKind(readFileSync(FILE, "utf8"), FILE);
if (!PARSED.ok) throw new Error("the kind does not parse");
const KIND: Kind = PARSED.value;

function row(key: string, columns: RowBody["columns"]): RowBody {
  return { key, ordinal: 1, state: "active", ownerId: null, columns };
}

const REVISION = {
  ...sampleRevisionInput(),
  registers: [
    sampleRegister(
      "options",
      KIND.options.items.map((item) => row(item.key, { text: item.text })),
    ),
    sampleRegister(
      "blocked-paths",
      KIND.blockedPaths.map((path) =>
        row(path.key, { text: path.text, reason: path.reason, what: path.what }),
      ),
    ),
    sampleRegister("open-questions", [row("q1", { question: "Who rehearses?" })]),
  ],
};
const BODY = buildRevision(REVISION);
const SCOPE: ScopeFacts = {
  annex: null,
  commitment: null,
  sections: KIND.sections.map((section) => ({ key: section.key, characters: 40 })),
  claims: [
    { id: "claim-1", number: 1, quote: "ran 0 tests", sectionKey: "test-evidence", state: "supported" },
  ],
  sources: KIND.sources.map((slot, i) => ({
    id: `source-${i + 1}`,
    versionId: `version-${i + 1}`,
    digest: digestOfText(slot.key),
    effectiveAt: "2026-03-22T00:00:00.000Z",
    number: i + 1,
    name: slot.label,
    slot: slot.key,
    rank: i + 1,
    hasVersion: true,
    readable: true,
    freshness: "fresh",
    freshUntil: "2026-04-01T00:00:00.000Z",
    leanedOn: true,
  })),
  objections: [
    { number: 1, state: "accepted-as-residual", expiresOn: "2026-06-01", acceptedByRightRole: true },
  ],
  holds: [],
  contradictions: [],
  facts: [
    { key: "git.commit", value: "abc", source: 1, locator: { kind: "json-pointer", pointer: "/commit" } },
  ],
  openSuggestions: 0,
};
const ANNEX: ScopeFacts = { ...SCOPE, annex: 1, commitment: digestOfText("annex"), sections: [] };

const INPUT: CheckInput = {
  now: new Date("2026-03-23T09:00:00.000Z"),
  kind: KIND,
  packet: { windowHours: 72, artifactOwnerId: "ao", releaseOwnerId: "ro" },
  head: {
    number: 1,
    digest: revisionDigest(BODY),
    storedDigest: revisionDigest(BODY),
    partsMatch: true,
    chainUnbroken: true,
    body: BODY,
  },
  candidate: BODY,
  candidateDigest: revisionDigest(BODY),
  run: null,
  decision: null,
  scopes: [SCOPE, ANNEX],
  lane: {
    digest: digestOfText("lane"),
    key: "intake",
    version: 1,
    title: "Intake",
    ownerActive: true,
    maxWindowHours: 336,
    recipientIds: ["r"],
  },
  seats: [
    { accountId: "ao", role: "artifact-owner" },
    { accountId: "ro", role: "release-owner" },
  ],
  contributorIds: ["au"],
  approverIds: ["ro"],
  manifest: {
    state: "pending",
    revisionDigest: revisionDigest(BODY),
    boundMatches: true,
    movedBindings: [],
    requiredSignerIds: [],
    signedIds: [],
    ownerApproved: true,
  },
};

function outcome(name: CheckName, change: Partial<CheckInput> = {}, params: CheckParams = {}): CheckOutcome {
  return runCheck(name, { ...INPUT, ...change }, params).outcome;
}

const kind = (change: Partial<Kind>): Partial<CheckInput> => ({ kind: { ...KIND, ...change } });
const body = (change: Partial<ScopeFacts>): Partial<CheckInput> => ({
  scopes: [{ ...SCOPE, ...change }, ANNEX],
});
const annex = (change: Partial<ScopeFacts>): Partial<CheckInput> => ({
  scopes: [SCOPE, { ...ANNEX, ...change }],
});
const revised = (change: Partial<typeof REVISION>): Partial<CheckInput> => {
  const candidate = buildRevision({ ...REVISION, ...change });
  return { candidate, candidateDigest: revisionDigest(candidate) };
};
const first = <T>(list: readonly T[]): T => {
  const [item] = list;
  if (item === undefined) throw new RangeError("empty");
  return item;
};
const claim = first(SCOPE.claims);
const source = first(SCOPE.sources);

describe("the library", () => {
  it("[CK1] holds a function for every name, and nothing else", () => {
    expect(Object.keys(CHECKS).sort()).toEqual([...CHECK_NAMES].sort());
    for (const name of CHECK_NAMES) expect(CHECKS[name].name).toBe(name);
  });

  it("[CK2] answers an unknown name and a thrown evaluator with error, which stops", () => {
    expect(runCheck("no-such-check", INPUT, {}).outcome).toBe("error");
    const broken = { ...INPUT, candidate: null as unknown as CheckInput["candidate"] };
    expect(runCheck("option-set", broken, {}).outcome).toBe("error");
    const gates = evaluateGates(KIND, broken);
    expect(stopping(gates, "request").length).toBeGreaterThan(0);
  });

  it("[CK3] passes every check of a packet that lacks nothing, and every gate then stands", () => {
    const gates = evaluateGates(KIND, INPUT);
    const held = gates.flatMap((gate) => gate.checks.filter((check) => check.outcome === "hold"));
    expect(held.map((check) => [check.check, check.reasons])).toEqual([]);
    expect(gates.every((gate) => gate.outcome === "pass" && gate.exit.label === "Yes")).toBe(true);
  });

  it("[CK4] puts checks of the packet alone into a manifest, not those of the manifest or its signatures", () => {
    const names = boundChecks(evaluateGates(KIND, INPUT)).map((check) => check.check);
    expect(names).toContain("revision-integrity");
    for (const name of ["approval-current", "owner-approved", "signers-signed"])
      expect(names).not.toContain(name);
    for (const { looked } of boundChecks(evaluateGates(KIND, INPUT))) {
      for (const digest of Object.values(looked)) expect(digest).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("[CK5] marks each reason of an annex with its number, and takes no due time from one", () => {
    const held = runCheck(
      "claims-traced",
      { ...INPUT, ...annex({ claims: [{ ...claim, state: "untraced" }] }) },
      {},
    );
    expect(held).toMatchObject({ outcome: "hold", reasons: [{ annex: 1, target: "annexes/A1" }] });
    const sooner = annex({ sources: [{ ...source, freshUntil: "2026-03-24T00:00:00.000Z" }] });
    expect(runCheck("evidence-fresh", { ...INPUT, ...sooner }, {}).dueAt).toBe("2026-04-01T00:00:00.000Z");
  });
});

describe("checks of the revision", () => {
  it("[CK6] revision-integrity holds without a head, with changed bytes or parts, and when the packet moved", () => {
    expect(outcome("revision-integrity", { head: null })).toBe("hold");
    const head = INPUT.head;
    if (!head) return;
    expect(outcome("revision-integrity", { head: { ...head, storedDigest: digestOfText("x") } })).toBe(
      "hold",
    );
    expect(outcome("revision-integrity", { head: { ...head, partsMatch: false } })).toBe("hold");
    const moved = runCheck("revision-integrity", { ...INPUT, ...revised({ claims: [] }) }, {});
    expect(moved.reasons[0]?.says).toContain("claim-trace");
    expect(outcome("lineage-unbroken", { head: { ...head, chainUnbroken: false } })).toBe("hold");
    expect(outcome("lineage-unbroken", { head: null })).toBe("not-applicable");
  });

  it("[CK7] objection-ledger holds when an objection is not in the head as it stands", () => {
    expect(outcome("objection-ledger", revised({ objections: [] }))).toBe("hold");
    expect(outcome("objection-ledger", revised({ claims: [] }))).toBe("pass");
  });

  it("[CK8] manifest-binds holds where something that the kind binds is not there", () => {
    expect(outcome("manifest-binds", { lane: null })).toBe("hold");
    expect(outcome("manifest-binds", { head: null })).toBe("hold");
  });

  it("[CK9] approval-current holds when numbers, revision or a binding moved", () => {
    const { manifest } = INPUT;
    if (!manifest) return;
    expect(outcome("approval-current", { manifest: null })).toBe("not-applicable");
    expect(outcome("approval-current", { manifest: { ...manifest, boundMatches: false } })).toBe("hold");
    expect(outcome("approval-current", { manifest: { ...manifest, revisionDigest: "other" } })).toBe("hold");
    expect(outcome("approval-current", { manifest: { ...manifest, movedBindings: ["The lane"] } })).toBe(
      "hold",
    );
  });
});

describe("checks of the content", () => {
  it("[CK10] sections-complete holds for an empty required section", () => {
    expect(outcome("sections-complete", body({ sections: SCOPE.sections.slice(1) }))).toBe("hold");
  });

  it("[CK11] registers-complete holds for a row without a required column", () => {
    const registers = [...REVISION.registers.slice(0, 2), sampleRegister("open-questions", [row("q1", {})])];
    expect(outcome("registers-complete")).toBe("pass");
    expect(outcome("registers-complete", revised({ registers }))).toBe("hold");
  });

  it("[CK12] option-set holds below the minimum, above the maximum, and for a fixed set that is not whole", () => {
    const one = [sampleRegister("options", REVISION.registers[0]?.rows.slice(1) ?? [])];
    expect(outcome("option-set", revised({ registers: [] }))).toBe("hold");
    const most = kind({ options: { ...KIND.options, max: 1 } });
    expect(outcome("option-set", most)).toBe("hold");
    const fixed = kind({ options: { ...KIND.options, mode: "fixed" } });
    expect(outcome("option-set", fixed)).toBe("pass");
    expect(outcome("option-set", { ...fixed, ...revised({ registers: one }) })).toBe("hold");
    expect(outcome("option-set", kind({ options: { ...KIND.options, mode: "none" } }))).toBe(
      "not-applicable",
    );
  });

  it("[CK13] blocked-paths holds for one that is missing, retired, or without its reason", () => {
    const paths = REVISION.registers[1]?.rows ?? [];
    const withPaths = (rows: readonly RowBody[]) =>
      revised({ registers: [sampleRegister("blocked-paths", [...rows])] });
    expect(outcome("blocked-paths", withPaths(paths.slice(1)))).toBe("hold");
    expect(outcome("blocked-paths", withPaths(paths.map((path) => ({ ...path, state: "retired" }))))).toBe(
      "hold",
    );
    expect(
      outcome("blocked-paths", withPaths(paths.map((path) => ({ ...path, columns: { text: "x" } })))),
    ).toBe("hold");
  });

  it("[CK14] objections-settled follows the kind's policy, and holds for a residual that expired", () => {
    const open = { number: 2, state: "maintained", expiresOn: null, acceptedByRightRole: true };
    expect(outcome("objections-settled", body({ objections: [open] }))).toBe("pass");
    const block = kind({ objections: { ...KIND.objections, openPolicy: "block" } });
    expect(outcome("objections-settled", { ...block, ...body({ objections: [open] }) })).toBe("hold");
    expect(outcome("objections-settled", { ...block, ...annex({ objections: [open] }) })).toBe("hold");
    const residual = first(SCOPE.objections);
    expect(
      outcome("objections-settled", body({ objections: [{ ...residual, expiresOn: "2026-03-22" }] })),
    ).toBe("hold");
    expect(
      outcome("objections-settled", body({ objections: [{ ...residual, expiresOn: "2026-03-23" }] })),
    ).toBe("pass");
    expect(
      outcome("objections-settled", body({ objections: [{ ...residual, acceptedByRightRole: false }] })),
    ).toBe("hold");
  });

  it("[CK15] claims-traced holds for an untraced claim, claims-supported for one that its evidence left", () => {
    expect(outcome("claims-traced", body({ claims: [{ ...claim, state: "untraced" }] }))).toBe("hold");
    for (const state of ["drifted", "contradicted", "unreachable"] as const) {
      expect(outcome("claims-supported", body({ claims: [{ ...claim, state }] }))).toBe("hold");
    }
    expect(outcome("claims-supported", body({ claims: [{ ...claim, state: "due" }] }))).toBe("pass");
  });

  it("[CK16] evidence-present holds for a required slot that is empty or could not be read", () => {
    const without = SCOPE.sources.filter((one) => one.slot !== "test-evidence");
    expect(outcome("evidence-present", body({ sources: without }))).toBe("hold");
    const unread = SCOPE.sources.map((one) => ({ ...one, readable: false }));
    expect(outcome("evidence-present", body({ sources: unread }))).toBe("hold");
    expect(outcome("evidence-present", { scopes: [{ ...SCOPE, sources: [] }, ANNEX] })).toBe("hold");
  });

  it("[CK17] evidence-fresh holds for what is due and for what nobody dated, where something leans on it", () => {
    for (const freshness of ["stale", "unknown"] as const) {
      expect(outcome("evidence-fresh", body({ sources: [{ ...source, freshness }] }))).toBe("hold");
    }
    const unused = { ...source, slot: null, leanedOn: false, freshness: "stale" as const };
    expect(outcome("evidence-fresh", body({ sources: [unused] }))).toBe("pass");
  });

  it("[CK18] contradictions-shown lets one travel where the kind allows it, never one without a precedence", () => {
    const found = { key: "junit.failures", onClaim: 1, ranked: true };
    expect(outcome("contradictions-shown", body({ contradictions: [found] }))).toBe("hold");
    expect(outcome("contradictions-shown", body({ contradictions: [found] }), { allow: true })).toBe("pass");
    const unranked = body({ contradictions: [{ ...found, ranked: false }] });
    expect(outcome("contradictions-shown", unranked, { allow: true })).toBe("hold");
  });

  it("[CK19] precedence-stated holds for a shared rank, single-candidate for two values of a named fact", () => {
    expect(outcome("precedence-stated", body({ sources: [source, { ...source, number: 9 }] }))).toBe("hold");
    const facts = SCOPE.facts.flatMap((fact) => [fact, { ...fact, value: "def", source: 2 }]);
    expect(outcome("single-candidate", body({ facts }), { facts: ["git.commit"] })).toBe("hold");
    expect(outcome("single-candidate", body({ facts }))).toBe("not-applicable");
    expect(outcome("single-candidate", body({}), { facts: ["git.commit"] })).toBe("pass");
    expect(outcome("single-candidate", body({}), { facts: ["git.tag"] })).toBe("hold");
    const listed = (labels: readonly string[], from: number) =>
      labels.map((value, i) => ({ ...SCOPE.facts[0], key: `record.labels[${i}]`, value, source: from }));
    const asked = { facts: ["record.labels"] };
    const alike = [...listed(["a", "b"], 1), ...listed(["a", "b"], 2)];
    expect(outcome("single-candidate", body({ facts: alike as ScopeFacts["facts"] }), asked)).toBe("pass");
    const apart = [...listed(["a", "b"], 1), ...listed(["a", "c"], 2)];
    expect(outcome("single-candidate", body({ facts: apart as ScopeFacts["facts"] }), asked)).toBe("hold");
  });

  it("[CK20] prerequisites-confirmed and requirements-mapped hold until each row says so with its evidence", () => {
    const prerequisite = {
      key: "p",
      statement: "Frozen",
      mode: "frozen",
      evidenceRequired: true,
      failSink: null,
      exemptIf: null,
    } as const;
    const withRow = (register: string, columns: RowBody["columns"]) =>
      revised({ registers: [sampleRegister(register, [row("p", columns)])] });
    const prerequisites = kind({ prerequisites: [prerequisite] });
    expect(outcome("prerequisites-confirmed")).toBe("not-applicable");
    expect(outcome("prerequisites-confirmed", prerequisites)).toBe("hold");
    const confirmed = withRow("prerequisites", { state: "confirmed" });
    expect(outcome("prerequisites-confirmed", { ...prerequisites, ...confirmed })).toBe("hold");
    const evidenced = withRow("prerequisites", { state: "confirmed", evidence: "S1" });
    expect(outcome("prerequisites-confirmed", { ...prerequisites, ...evidenced })).toBe("pass");
    for (const evidence of ["x", "the seal log", "S99", "S1 and S99"]) {
      const named = withRow("prerequisites", { state: "confirmed", evidence });
      expect(outcome("prerequisites-confirmed", { ...prerequisites, ...named }), evidence).toBe("hold");
    }
    const surfaced = withRow("prerequisites", { state: "surfaced-as-blocker" });
    expect(outcome("prerequisites-confirmed", { ...prerequisites, ...surfaced })).toBe("hold");
    const requirements = kind({
      requirements: [{ key: "p", text: "Two eyes", nonWaivable: true, evidence: [] }],
    });
    expect(outcome("requirements-mapped", requirements)).toBe("hold");
    expect(
      outcome("requirements-mapped", { ...requirements, ...withRow("requirements", { disposition: "met" }) }),
    ).toBe("pass");
    expect(
      outcome("requirements-mapped", {
        ...requirements,
        ...withRow("requirements", { disposition: "waived" }),
      }),
    ).toBe("hold");
  });

  it("[CK21] holds-closed holds for a terminal or re-entry hold; one that is carried or a value travels", () => {
    expect(outcome("holds-closed", body({ holds: [{ number: 1, sort: "re-entry" }] }))).toBe("hold");
    expect(outcome("holds-closed", annex({ holds: [{ number: 1, sort: "terminal" }] }))).toBe("hold");
    expect(outcome("holds-closed", body({ holds: [{ number: 1, sort: "carry-forward" }] }))).toBe("pass");
    expect(outcome("suggestions-decided", body({ openSuggestions: 1 }))).toBe("hold");
  });
});

describe("checks of the boundary", () => {
  it("[CK22] annex-boundary holds for an annex that moved since the cut or is of no slot of the kind", () => {
    const moved = first(REVISION.annexes);
    expect(
      outcome("annex-boundary", revised({ annexes: [{ ...moved, commitment: digestOfText("y") }] })),
    ).toBe("hold");
    expect(outcome("annex-boundary", revised({ annexes: [{ ...moved, slot: "none" }] }))).toBe("hold");
    expect(outcome("held-details", revised({ annexes: [{ ...moved, because: " " }] }))).toBe("hold");
    expect(outcome("held-details", revised({ annexes: [] }))).toBe("not-applicable");
  });

  it("[CK23] no-overexposure holds for a link of the body that leads out of the body", () => {
    expect(outcome("no-overexposure")).toBe("pass");
    expect(outcome("no-overexposure", revised({ sources: [] }))).toBe("hold");
    expect(outcome("no-overexposure", revised({ claims: [] }))).toBe("hold");
  });

  it("[CK24] lane-provisioned and window-valid hold without recipients, owner, or a window within both maxima", () => {
    const { lane } = INPUT;
    if (!lane) return;
    expect(outcome("lane-provisioned", { lane: null })).toBe("hold");
    expect(outcome("lane-provisioned", { lane: { ...lane, recipientIds: [] } })).toBe("hold");
    expect(outcome("lane-provisioned", { lane: { ...lane, ownerActive: false } })).toBe("hold");
    expect(outcome("window-valid", { lane: { ...lane, maxWindowHours: 71 } })).toBe("hold");
    expect(outcome("window-valid", { packet: { ...INPUT.packet, windowHours: 337 } })).toBe("hold");
    expect(outcome("window-valid", { packet: { ...INPUT.packet, windowHours: 0 } })).toBe("hold");
  });

  it("[CK25] roles-filled holds for an empty seat and for two roles that the kind keeps apart", () => {
    expect(outcome("roles-filled", { seats: INPUT.seats.slice(1) })).toBe("hold");
    const same = INPUT.seats.map((seat) => ({ ...seat, accountId: "ao" }));
    expect(outcome("roles-filled", { seats: same })).toBe("hold");
  });

  it("[CK25] roles-filled holds where one person is all that stands for two roles that must sign", () => {
    const signer = { min: 1, max: 3, clearance: [], delegable: false, mustDifferFrom: [] };
    const signers = ["command", "legal"].map((key) => ({
      ...signer,
      key,
      title: key,
      duties: ["sign" as const],
    }));
    const approval = { ...KIND.approval, requiredSigners: ["command", "legal"] };
    const kind = { ...KIND, roles: [...KIND.roles, ...signers], approval };
    const seated = (...seats: CheckInput["seats"]) =>
      outcome("roles-filled", { kind, seats: [...INPUT.seats, ...seats] });
    const sits = (accountId: string, kindRole: string | null) => ({
      accountId,
      role: "required-signer",
      kindRole,
    });
    expect(seated(sits("s1", null))).toBe("hold");
    expect(seated(sits("s1", "command"), sits("s2", "legal"))).toBe("pass");
  });

  it("[CK26] separation-of-duties holds where everybody who may approve contributed, unless the kind relaxes it", () => {
    expect(outcome("separation-of-duties", { contributorIds: ["ro"] })).toBe("hold");
    expect(outcome("separation-of-duties", { contributorIds: ["ro"], approverIds: ["ro", "d"] })).toBe(
      "pass",
    );
    const relaxed = kind({ approval: { ...KIND.approval, approverMayContribute: true } });
    expect(outcome("separation-of-duties", { ...relaxed, contributorIds: ["ro"] })).toBe("not-applicable");
  });

  it("[CK27] signers-signed and owner-approved hold until each has", () => {
    const { manifest } = INPUT;
    if (!manifest) return;
    expect(outcome("owner-approved", { manifest: { ...manifest, ownerApproved: false } })).toBe("hold");
    const signers = kind({ approval: { ...KIND.approval, requiredSigners: ["required-signer"] } });
    const waiting = { ...manifest, requiredSignerIds: ["s"] };
    expect(outcome("signers-signed", { ...signers, manifest: waiting })).toBe("hold");
    expect(outcome("signers-signed", { ...signers, manifest: { ...waiting, signedIds: ["s"] } })).toBe(
      "pass",
    );
    expect(outcome("signers-signed")).toBe("not-applicable");
  });

  it("[CK28] stop-boundary holds where it is not stated, or an option is a denied action", () => {
    expect(outcome("stop-boundary", revised({ stopBoundary: { statement: "", deniedActions: [] } }))).toBe(
      "hold",
    );
    const denied = first(KIND.stopBoundary.deniedActions).key;
    const registers = [sampleRegister("options", [row(denied, { text: "Do it" })])];
    expect(outcome("stop-boundary", revised({ registers }))).toBe("hold");
  });
});
