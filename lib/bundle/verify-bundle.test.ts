import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bend, OWNER, PARTY, SIGNER, sampleRelease, testKey, trustFor } from "../../test/release.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import { digestOfText } from "../kernel/digest.ts";
import { sampleRevisionInput } from "../revision/sample.ts";
import type { Bundle, Trust } from "./bundle.schema.ts";
import { verifyBundle } from "./verify-bundle.ts";

const honest = sampleRelease();
const other = digestOfText("something else");
const _SOMEBODY = { id: "00000000-0000-4000-8000-000000000099", name: "Somebody" };

function failed(bytes: Uint8Array, trust: Trust | null): readonly string[] {
  const report = verifyBundle(bytes, trust);
  expect(report.verdict).toBe("failed");
  expect(report.proves).toEqual([]);
  return report.findings.filter((finding) => !finding.passed).map((finding) => finding.rule);
}

function _bent(bend: Bend): readonly string[] {
  const release = sampleRelease(bend);
  return failed(release.bytes, release.trust);
}

/** The honest bundle with one part of its JSON replaced, in canonical form. */
function edited(edit: (bundle: Bundle) => unknown): Uint8Array {
  return canonicalBytes(edit(JSON.parse(new TextDecoder().decode(honest.bytes)) as Bundle));
}

describe("an honest bundle", () => {
  it("[BU17] is verified under its trust file, and every rule was looked at", () => {
    const report = verifyBundle(honest.bytes, honest.trust);
    expect(report.findings.filter((finding) => !finding.passed)).toEqual([]);
    expect(report.verdict).toBe("verified");
    expect(report.findings.map((finding) => finding.rule)).toEqual(
      Array.from({ length: 17 }, (_, i) => `BU${i + 1}`),
    );
    expect(report.release).toMatchObject({
      revisionNumber: 4,
      openedAt: "2026-03-23T09:02:00.000Z",
      closesAt: "2026-03-26T09:02:00.000Z",
      stopBoundary: "It ends here.",
      heldBack: [{ number: 1, holds: "Settlement detail" }],
    });
    expect(report.release?.signers.map((signer) => signer.name)).toEqual([SIGNER.name, OWNER.name]);
  });

  it("[BU17] is only consistent with itself without a trust file, and says so first", () => {
    const report = verifyBundle(honest.bytes, null);
    expect(report.verdict).toBe("consistent-only");
    expect(report.doesNotProve[0]).toContain("Who made it");
  });

  it("[BU9] says that a password is weaker, by name", () => {
    const report = verifyBundle(honest.bytes, honest.trust);
    expect(report.doesNotProve.join("\n")).toContain("That Sami Signer signed with a key");
  });
});

describe("changed bytes", () => {
  it("[BU1] fail wherever one byte of the file is changed", { timeout: 120_000 }, () => {
    const size = honest.bytes.length;
    const step = Math.max(1, Math.floor(size / 500));
    let tried = 0;
    for (let at = 0; at < size; at += at < 200 || at > size - 200 ? 1 : step) {
      const bytes = honest.bytes.slice();
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      expect(verifyBundle(bytes, honest.trust).verdict, `byte ${at}`).toBe("failed");
      if (tried % 4 === 0) expect(verifyBundle(bytes, null).verdict, `byte ${at}, alone`).toBe("failed");
      tried += 1;
    }
    expect(tried).toBeGreaterThan(800);
  });

  it("[BU1] fail for any replaced, dropped, doubled or swapped bytes", { timeout: 120_000 }, () => {
    const size = honest.bytes.length;
    const place = fc.nat({ max: size - 1 });
    const change = fc.oneof(
      fc.record({ at: place, put: fc.uint8Array({ minLength: 1, maxLength: 4 }), drop: fc.nat({ max: 4 }) }),
      fc.record({ at: place, put: fc.constant(new Uint8Array()), drop: fc.integer({ min: 1, max: 200 }) }),
    );
    fc.assert(
      fc.property(change, ({ at, put, drop }) => {
        const bytes = new Uint8Array([
          ...honest.bytes.subarray(0, at),
          ...put,
          ...honest.bytes.subarray(at + drop),
        ]);
        fc.pre(Buffer.compare(bytes, honest.bytes) !== 0);
        expect(verifyBundle(bytes, honest.trust).verdict).toBe("failed");
      }),
      { numRuns: 400 },
    );
  });

  it("[BU1] is refused with another key order, whitespace, a doubled key or an unknown field", () => {
    const text = new TextDecoder().decode(honest.bytes);
    const json = JSON.parse(text) as Record<string, unknown>;
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(json).reverse()));
    const doubled = text.replace('{"approvals"', '{"schema":"countersign.dev/release-bundle/v1","approvals"');
    for (const hostile of [
      reordered,
      `${text}\n`,
      ` ${text}`,
      `\ufeff${text}`,
      doubled,
      "",
      "{}",
      "null",
      "[]",
    ]) {
      expect(failed(new TextEncoder().encode(hostile), honest.trust)).toEqual(["BU1"]);
    }
    expect(failed(canonicalBytes({ ...json, note: "x" }), honest.trust)).toEqual(["BU1"]);
    expect(failed(Uint8Array.of(0xff, 0xfe), honest.trust)).toEqual(["BU1"]);
  });
});

describe("a bundle made whole again", () => {
  it("[BU17] under other keys fails against the trust file, and is consistent without one", () => {
    const forged = sampleRelease({ keys: { ledger: testKey(), workspace: testKey() } });
    expect(failed(forged.bytes, honest.trust)).toContain("BU17");
    expect(verifyBundle(forged.bytes, null).verdict).toBe("consistent-only");
  });

  it("[BU17] under one other key fails", () => {
    const ledger = sampleRelease({ keys: { ...honest.keys, ledger: testKey() } });
    expect(failed(ledger.bytes, honest.trust)).toContain("BU17");
    const workspace = sampleRelease({ keys: { ...honest.keys, workspace: testKey() } });
    expect(failed(workspace.bytes, honest.trust)).toContain("BU17");
  });

  it("[BU15] of another ledger fails", () => {
    const foreign = sampleRelease({ keys: honest.keys, origin: "countersign.dev/ledger/other" });
    expect(failed(foreign.bytes, honest.trust)).toContain("BU15");
  });

  it("[BU17] fails where a key or an origin is outside its ledger range", () => {
    const range = (fromIndex: string, untilIndex: string | null) => ({ fromIndex, untilIndex });
    const key = (from: string, until: string | null) =>
      honest.trust.workspace.keys.map((one) => ({ ...one, ...range(from, until) }));
    const trust = (workspace: Trust["workspace"]["keys"], origins = honest.trust.origins): Trust => ({
      ...honest.trust,
      workspace: { keys: workspace },
      origins,
    });
    expect(verifyBundle(honest.bytes, trust(key("0", "5"))).verdict).toBe("verified");
    expect(failed(honest.bytes, trust(key("0", "4")))).toEqual(["BU17"]);
    expect(failed(honest.bytes, trust(key("5", null)))).toEqual(["BU17"]);
    const origins = [{ ...PARTY, ...range("0", "3") }];
    expect(failed(honest.bytes, trust(honest.trust.workspace.keys, origins))).toEqual(["BU17"]);
  });

  it("[BU4] fails where a key is not the one that its id names", () => {
    const bytes = edited((bundle) => ({
      ...bundle,
      keys: { ...bundle.keys, workspace: { ...bundle.keys.workspace, keyId: other } },
    }));
    expect(failed(bytes, null)).toContain("BU4");
  });
});

describe("parts taken from elsewhere", () => {
  const twin = sampleRelease({
    keys: honest.keys,
    input: { ...sampleRevisionInput(), holds: [] },
  });
  const json = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as Bundle;
  const theirs = json(twin.bytes);
  const cases: readonly [rule: string, what: string, edit: (mine: Bundle) => unknown][] = [
    ["[BU5]", "another revision's bytes", (mine) => ({ ...mine, revision: theirs.revision })],
    ["[BU5]", "another revision's manifest", (mine) => ({ ...mine, manifest: theirs.manifest })],
    ["[BU8]", "another revision's approvals", (mine) => ({ ...mine, approvals: theirs.approvals })],
    ["[BU14]", "another release's entry", (mine) => ({ ...mine, released: theirs.released })],
    ["[BU15]", "a checkpoint cut short", (mine) => ({ ...mine, checkpoint: mine.checkpoint.slice(0, -2) })],
    ["[BU14]", "another ledger state", (mine) => ({ ...mine, checkpoint: theirs.checkpoint })],
    ["[BU12]", "an approval left out", (mine) => ({ ...mine, approvals: mine.approvals.slice(1) })],
    [
      "[BU12]",
      "approvals in another order",
      (mine) => ({ ...mine, approvals: [...mine.approvals].reverse() }),
    ],
    [
      "[BU12]",
      "an approval twice",
      (mine) => ({ ...mine, approvals: [...mine.approvals, mine.approvals[0]] }),
    ],
    ["[BU7]", "a manifest for an approval", (mine) => withOwner(mine, { envelope: mine.manifest })],
    ["[BU9]", "an assertion left out", (mine) => withOwner(mine, { assertion: null, enrolled: null })],
    [
      "[BU9]",
      "another approval's assertion",
      (mine) => withOwner(mine, { assertion: ownerOf(theirs).assertion }),
    ],
    [
      "[BU10]",
      "another passkey's enrolment",
      (mine) => withOwner(mine, { enrolled: ownerOf(theirs).enrolled }),
    ],
    ["[BU11]", "another approval's entry", (mine) => withOwner(mine, { approved: ownerOf(theirs).approved })],
  ];
  function ownerOf(bundle: Bundle): Bundle["approvals"][number] {
    const owner = bundle.approvals[1];
    if (!owner) throw new RangeError("no owner's approval");
    return owner;
  }
  function withOwner(bundle: Bundle, part: Partial<Bundle["approvals"][number]>) {
    return { ...bundle, approvals: [bundle.approvals[0], { ...ownerOf(bundle), ...part }] };
  }
  it.each(cases)("%s refuses %s", (rule, _what, edit) => {
    expect(failed(edited(edit), honest.trust)).toContain(rule.slice(1, -1));
  });

  it("[BU3] refuses a revision whose named parts are not its parts", () => {
    const body = { ...honest.body, parts: { ...honest.body.parts, evidence: other } };
    const revision = Buffer.from(canonicalBytes(body)).toString("base64");
    expect(
      failed(
        edited((bundle) => ({ ...bundle, revision })),
        honest.trust,
      ),
    ).toContain("BU3");
  });

  it("[BU14] refuses a leaf that is not in the tree", () => {
    const bytes = edited((bundle) => ({ ...bundle, released: { ...bundle.released, index: "3" } }));
    expect(failed(bytes, honest.trust)).toContain("BU14");
  });

  it("[BU2] refuses a revision that is not in canonical form", () => {
    const revision = Buffer.from(JSON.stringify(honest.body, null, 1)).toString("base64");
    expect(
      failed(
        edited((bundle) => ({ ...bundle, revision })),
        honest.trust,
      ),
    ).toContain("BU2");
  });
});

it("[BU1] never throws, whatever JSON it is given", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(verifyBundle(new TextEncoder().encode(text), trustFor(honest.keys)).verdict).toBe("failed");
    }),
  );
});
