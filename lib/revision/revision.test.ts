import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromUtf8, toHex } from "../kernel/bytes.ts";
import { canonicalBytes, type Json } from "../kernel/canonical.ts";
import { digestOf, digestOfText } from "../kernel/digest.ts";
import { parseStrictJson } from "../kernel/strict-json.ts";
import { annexBytes, annexCommitment } from "./annex.ts";
import { diffRevisions, isEmptyDiff } from "./diff.ts";
import { buildRevision, partDigests, type RevisionInput, revisionBytes, revisionDigest } from "./revision.ts";
import { sampleRevisionInput } from "./sample.ts";

const INPUT = sampleRevisionInput();

/** Every path to a leaf (string, number, boolean, null) of plain data. */
function leaves(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, member]) =>
    leaves(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function changedAt(input: RevisionInput, path: readonly (string | number)[]): RevisionInput {
  const copy = structuredClone(input) as unknown;
  let node = copy as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) node = node[step] as Record<string | number, unknown>;
  const last = path.at(-1) ?? "";
  const was = node[last];
  if (typeof was === "number") node[last] = was + 1;
  else if (typeof was === "boolean") node[last] = !was;
  else if (typeof was === "string") node[last] = `${was}x`;
  else node[last] = "was null";
  return copy as RevisionInput;
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const out = [...list];
  let state = seed;
  for (let i = out.length - 1; i > 0; i--) {
    state = (state * 1103515245 + 12345) % 2147483648;
    const j = state % (i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

describe("canonical revision", () => {
  it("[CF1] is byte for byte the same after storing, reading and writing again", () => {
    const bytes = revisionBytes(buildRevision(INPUT));
    const read = parseStrictJson(fromUtf8(bytes) ?? "");
    expect(read.ok).toBe(true);
    if (read.ok)
      expect(toHex(canonicalBytes(structuredClone(JSON.parse(JSON.stringify(read.value)))))).toBe(
        toHex(bytes),
      );
  });

  it("[CF2] does not depend on the order in which rows were read", () => {
    const digest = revisionDigest(buildRevision(INPUT));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
        const mixed: RevisionInput = {
          ...INPUT,
          registers: shuffled(INPUT.registers, seed).map((r) => ({ ...r, rows: shuffled(r.rows, seed) })),
          claims: shuffled(INPUT.claims, seed),
          trace: shuffled(INPUT.trace, seed),
          objections: shuffled(INPUT.objections, seed),
        };
        return revisionDigest(buildRevision(mixed)) === digest;
      }),
      { numRuns: 50 },
    );
  });

  it("[CF3] has another digest after any single change", () => {
    const digest = revisionDigest(buildRevision(INPUT));
    // Options and blocked paths stand as rows alone: their columns are the kind's, whose digest is in the revision.
    const kinds = /^registers,[01],(title|columns)/;
    const paths = leaves(INPUT).filter((path) => path.join() !== "people,nobody" && !kinds.test(path.join()));
    expect(paths.length).toBeGreaterThan(150);
    for (const path of paths) {
      const changed = revisionDigest(buildRevision(changedAt(INPUT, path)));
      expect(changed, path.join(".")).not.toBe(digest);
    }
  });

  it("[CF4] names the part that a change is in, and no other part", () => {
    const before = buildRevision(INPUT).parts;
    const moved = (input: RevisionInput) => {
      const after = buildRevision(input).parts;
      return Object.keys(after).filter((name) => after[name] !== before[name]);
    };
    expect(moved(changedAt(INPUT, ["sections", 1, "blocks", 0, "runs", 0, "text"]))).toEqual([
      "section:test-evidence",
    ]);
    expect(moved(changedAt(INPUT, ["registers", 0, "rows", 0, "columns", "text"]))).toEqual(["option-set"]);
    expect(moved(changedAt(INPUT, ["registers", 1, "rows", 0, "columns", "reason"]))).toEqual([
      "blocked-paths",
    ]);
    expect(moved(changedAt(INPUT, ["objections", 0, "state"]))).toEqual(["objection-ledger"]);
    expect(moved(changedAt(INPUT, ["trace", 0, "excerpt"]))).toEqual(["claim-trace"]);
    expect(moved(changedAt(INPUT, ["annexes", 0, "commitment"]))).toEqual(["annex-boundary"]);
  });

  it("[CF5] recomputes its own parts, and a body that lies about one is found out", () => {
    const body = buildRevision(INPUT);
    expect(partDigests(body)).toEqual(body.parts);
    const lying = { ...body, options: [] };
    expect(partDigests(lying)).not.toEqual(lying.parts);
  });

  it("[CF6] names exactly the people whom the body points at", () => {
    expect(Object.values(buildRevision(INPUT).people).sort()).toEqual(["Ada", "Ben"]);
  });

  it("[CF7] gives the head again when nothing moved, and another digest under another parent", () => {
    const parent = digestOfText("r1");
    const head = buildRevision({ ...INPUT, parent });
    expect(revisionDigest(buildRevision({ ...structuredClone(INPUT), parent }))).toBe(revisionDigest(head));
    expect(revisionDigest(buildRevision({ ...INPUT, parent: digestOf(revisionBytes(head)) }))).not.toBe(
      revisionDigest(head),
    );
  });
});

describe("annex bytes", () => {
  const content = {
    packetId: INPUT.packet.id,
    number: 1,
    slot: "settlement-detail",
    title: "Processor routes",
    sections: INPUT.sections,
    registers: [],
    claims: INPUT.claims,
    trace: INPUT.trace,
    sources: INPUT.sources,
    objections: INPUT.objections,
    holds: INPUT.holds,
    contributorIds: ["b", "a"],
  };

  it("[CF8] are the same however rows were read, and are committed to under their salt", () => {
    const bytes = annexBytes(content);
    const mixed = annexBytes({ ...content, claims: shuffled(content.claims, 7), contributorIds: ["a", "b"] });
    expect(toHex(mixed)).toBe(toHex(bytes));
    const salt = new Uint8Array(32).fill(1);
    const commitment = annexCommitment(salt, bytes);
    expect(annexCommitment(salt, bytes)).toBe(commitment);
    expect(annexCommitment(new Uint8Array(32).fill(2), bytes)).not.toBe(commitment);
    expect(annexCommitment(salt, annexBytes({ ...content, title: "x" }))).not.toBe(commitment);
  });
});

describe("diff of two revisions", () => {
  const before = buildRevision(INPUT);

  it("[CF9] is empty exactly where nothing moved", () => {
    expect(isEmptyDiff(diffRevisions(before, buildRevision(structuredClone(INPUT))))).toBe(true);
    expect(isEmptyDiff(diffRevisions(null, before))).toBe(false);
  });

  it("[CF10] speaks of text, claims, evidence, options, objections and boundary apart", () => {
    const change = (path: readonly (string | number)[]) =>
      Object.entries(diffRevisions(before, buildRevision(changedAt(INPUT, path))))
        .filter(([, changes]) => (changes as readonly Json[]).length > 0)
        .map(([part]) => part);
    expect(change(["sections", 0, "blocks", 1, "runs", 0, "text"])).toEqual(["text"]);
    expect(change(["claims", 0, "quote"])).toEqual(["claims"]);
    expect(change(["sources", 0, "version", "digest"])).toEqual(["evidence"]);
    expect(change(["registers", 0, "rows", 1, "columns", "text"])).toEqual(["options"]);
    expect(change(["registers", 1, "rows", 0, "columns", "reason"])).toEqual(["options"]);
    expect(change(["objections", 1, "state"])).toEqual(["objections"]);
    expect(change(["annexes", 0, "because"])).toEqual(["boundary"]);
    expect(change(["registers", 2, "rows", 0, "columns", "question"])).toEqual(["registers"]);
  });

  it("[CF11] says what a text block said before and after", () => {
    const input = changedAt(INPUT, ["sections", 0, "blocks", 0, "runs", 0, "text"]);
    const [change] = diffRevisions(before, buildRevision(input)).text;
    expect(change).toMatchObject({ sectionKey: "exception-sought", blockId: "b0-0", change: "changed" });
    expect(change?.after).toBe(`${change?.before}x`);
  });

  it("[CF10] speaks of a row value by value, under the titles of its columns", () => {
    const row = (columns: Record<string, string>, ownerId: string | null = null) => ({
      ...{ key: "r1", ordinal: 1, state: "active" as const, ownerId, columns },
    });
    const register = (one: ReturnType<typeof row>) => ({
      ...{ key: "slots", title: "Slots", rows: [one] },
      columns: [
        { key: "from", title: "From", type: "time" },
        { key: "note", title: "Note", type: "text" },
      ],
    });
    const body = (one: ReturnType<typeof row>) => buildRevision({ ...INPUT, registers: [register(one)] });
    const before = body(row({ from: "2026-03-20T09:00:00Z" }, "a"));
    const after = body(row({ from: "2026-03-21T09:00:00Z", note: "moved" }, "b"));
    expect(diffRevisions(before, after).registers).toEqual([
      {
        label: "Slots, r1: From",
        change: "changed",
        before: "2026-03-20T09:00:00Z",
        after: "2026-03-21T09:00:00Z",
      },
      { label: "Slots, r1: Note", change: "added", before: null, after: "moved" },
      { label: "Slots, r1: Owner", change: "changed", before: "a", after: "b" },
    ]);
  });
});
