import { describe, expect, it } from "vitest";
import { type Bend, OWNER, SIGNER, sampleRelease } from "../../test/release.ts";
import type { Json } from "../kernel/canonical.ts";
import { digestOfText } from "../kernel/digest.ts";
import type { ReleasePredicate } from "../manifest/statement.schema.ts";
import { sampleRevisionInput } from "../revision/sample.ts";
import { verifyBundle } from "./verify-bundle.ts";

// Every bundle here is whole and rightly signed; only what one statement or leaf says is changed.

const other = digestOfText("something else");
const SOMEBODY = { id: "00000000-0000-4000-8000-000000000099", name: "Somebody" };

function bent(bend: Bend): readonly string[] {
  const release = sampleRelease(bend);
  const report = verifyBundle(release.bytes, release.trust);
  expect(report.verdict).toBe("failed");
  return report.findings.filter((finding) => !finding.passed).map((finding) => finding.rule);
}

describe("a manifest that says something else, signed by the workspace", () => {
  const id = "00000000-0000-4000-8000-00000000cafe";
  const cases: readonly [
    rule: string,
    field: string,
    change: (p: ReleasePredicate) => Partial<ReleasePredicate>,
  ][] = [
    ["[BU15]", "ledgerOrigin", () => ({ ledgerOrigin: "countersign.dev/ledger/else" })],
    ["[BU6]", "packet.id", (p) => ({ packet: { ...p.packet, id } })],
    ["[BU6]", "packet.title", (p) => ({ packet: { ...p.packet, title: "Another" } })],
    ["[BU6]", "kind.digest", (p) => ({ kind: { ...p.kind, digest: other } })],
    ["[BU6]", "kind.version", (p) => ({ kind: { ...p.kind, version: 9 } })],
    ["[BU6]", "revision.parent", (p) => ({ revision: { ...p.revision, parent: other } })],
    [
      "[BU6]",
      "a part",
      (p) => ({ revision: { ...p.revision, parts: { ...p.revision.parts, holds: other } } }),
    ],
    [
      "[BU6]",
      "a part more",
      (p) => ({ revision: { ...p.revision, parts: { ...p.revision.parts, more: other } } }),
    ],
    ["[BU6]", "optionSet", (p) => ({ optionSet: { ...p.optionSet, digest: other } })],
    ["[BU6]", "blockedPaths", (p) => ({ blockedPaths: { ...p.blockedPaths, digest: other } })],
    ["[BU6]", "claimTrace", (p) => ({ claimTrace: { ...p.claimTrace, digest: other } })],
    ["[BU6]", "objectionLedger", (p) => ({ objectionLedger: { ...p.objectionLedger, digest: other } })],
    ["[BU6]", "annexBoundary", (p) => ({ annexBoundary: { ...p.annexBoundary, digest: other } })],
    ["[BU6]", "an annex hidden", (p) => ({ annexBoundary: { ...p.annexBoundary, annexes: [] } })],
    ["[BU6]", "stopBoundary", (p) => ({ stopBoundary: { ...p.stopBoundary, statement: "Go on." } })],
    ["[BU12]", "releaseOwner", () => ({ releaseOwner: SOMEBODY })],
    [
      "[BU12]",
      "requiredSigners",
      (p) => ({ requiredSigners: [...p.requiredSigners, { ...SOMEBODY, as: "x" }] }),
    ],
    ["[BU12]", "methods", () => ({ methods: ["passkey"] })],
    ["[BU16]", "lapsesAt", () => ({ lapsesAt: "2026-03-23T09:00:30.000Z" })],
    ["[BU16]", "window.hours", (p) => ({ window: { ...p.window, hours: 97 } })],
    [
      "[BU16]",
      "window end",
      (p) => ({ window: { ...p.window, closesNoLaterThan: "2026-03-23T09:00:00.000Z" } }),
    ],
    ["[BU16]", "askedAt", () => ({ askedAt: "2026-03-23T09:01:30.000Z" })],
  ];
  it.each(cases)("%s refuses another %s", (rule, _field, change) => {
    expect(bent({ manifest: (p) => ({ ...p, ...change(p) }) })).toContain(rule.slice(1, -1));
  });
});

describe("an approval that says something else", () => {
  const id = "00000000-0000-4000-8000-00000000cafe";
  const cases: readonly [rule: string, what: string, bend: Bend][] = [
    ["[BU8]", "revision", { over: (over) => ({ ...over, revision: other }) }],
    ["[BU8]", "manifest", { over: (over) => ({ ...over, manifest: other }) }],
    ["[BU8]", "packet", { approval: (p) => ({ ...p, packet: { id } }) }],
    ["[BU8]", "ledger", { approval: (p) => ({ ...p, ledgerOrigin: "else" }) }],
    ["[BU8]", "verb", { approval: (p) => ({ ...p, verb: "decline", reason: "No" }) }],
    ["[BU12]", "signer", { approval: (p, i) => (i === 1 ? { ...p, signer: SOMEBODY } : p) }],
    ["[BU12]", "signer twice", { approval: (p) => ({ ...p, signer: OWNER }) }],
    ["[BU12]", "role", { approval: (p) => ({ ...p, role: "required-signer", as: "settlement-lead" }) }],
    ["[BU12]", "capacity", { approval: (p, i) => (i === 0 ? { ...p, as: "other-lead" } : p) }],
    ["[BU12]", "principal", { approval: (p) => ({ ...p, onBehalfOf: SOMEBODY }) }],
    [
      "[BU9]",
      "method",
      { approval: (p) => ({ ...p, method: p.method === "passkey" ? "password" : "passkey" }) },
    ],
    ["[BU9]", "challenge", { challenge: () => new Uint8Array(32) }],
    ["[BU9]", "user not verified", { assert: { flags: 1 } }],
    ["[BU9]", "user not present", { assert: { flags: 4 } }],
    ["[BU9]", "type", { assert: { type: "webauthn.create" } }],
    ["[BU9]", "frame", { assert: { crossOrigin: true } }],
    ["[BU17]", "origin", { assert: { origin: "https://evil.example" } }],
    ["[BU17]", "relying party", { assert: { rpId: "evil.example" } }],
  ];
  it.each(cases)("%s refuses another %s", (rule, _what, bend) => {
    expect(bent(bend)).toContain(rule.slice(1, -1));
  });

  it("[BU12] counts a delegate for the person named, and says whose word that is", () => {
    const release = sampleRelease({
      approval: (p, i) => (i === 0 ? { ...p, signer: SOMEBODY, onBehalfOf: SIGNER } : p),
    });
    const report = verifyBundle(release.bytes, release.trust);
    expect(report.verdict).toBe("verified");
    expect(report.doesNotProve.join("\n")).toContain("the delegation");
  });

  it("[BU13] refuses an approver who contributed, unless the manifest shows that the kind allows it", () => {
    const base = sampleRevisionInput();
    const input = {
      ...base,
      contributors: [{ actorId: OWNER.id, edits: 1, rows: 0, links: 0, suggestions: 0 }],
      people: { ...base.people, [OWNER.id]: OWNER.name },
    };
    expect(bent({ input })).toEqual(["BU13"]);
    const allowed = sampleRelease({
      input,
      manifest: (p) => ({
        ...p,
        separationOfDuties: { approverMayContribute: true, signersMayContribute: false },
      }),
    });
    expect(verifyBundle(allowed.bytes, allowed.trust).verdict).toBe("verified");
  });
});

describe("a ledger that says something else", () => {
  const leaf = (what: string, change: Record<string, Json>): Bend => ({
    leaf: (honestLeaf, name) => (name === what ? { ...honestLeaf, ...change } : honestLeaf),
  });
  const cases: readonly [rule: string, what: string, bend: Bend][] = [
    ["[BU10]", "enroller", leaf("enrolled", { actor: SOMEBODY.id })],
    ["[BU10]", "enrolled key", leaf("enrolled", { subjects: { enrolledKey: other } })],
    ["[BU10]", "act than enrolment", leaf("enrolled", { type: "account changed" })],
    ["[BU11]", "approver", leaf("approved 1", { actor: SOMEBODY.id })],
    ["[BU11]", "approval", leaf("approved 0", { subjects: {} })],
    ["[BU11]", "principal", leaf("approved 0", { onBehalfOf: SOMEBODY.id })],
    ["[BU14]", "packet released", leaf("released", { packet: SOMEBODY.id })],
    ["[BU14]", "release", leaf("released", { subjects: {} })],
    ["[BU14]", "act than release", leaf("released", { type: "release withdrawn" })],
    ["[BU16]", "time of release", leaf("released", { at: "2026-03-27T00:00:00.000Z" })],
    ["[BU16]", "time of approval", leaf("approved 0", { at: "2026-03-23T10:00:00.000Z" })],
    ["[BU10]", "order: enrolled late", { order: ["approved 0", "approved 1", "enrolled", "released"] }],
    ["[BU14]", "order: released early", { order: ["enrolled", "released", "approved 0", "approved 1"] }],
    ["[BU12]", "order: owner first", { order: ["enrolled", "approved 1", "approved 0", "released"] }],
  ];
  it.each(cases)("%s refuses another %s", (rule, _what, bend) => {
    expect(bent(bend)).toContain(rule.slice(1, -1));
  });
});
