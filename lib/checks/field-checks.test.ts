import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FieldEntry, fieldColumns } from "../fields/field-entry.ts";
import { type FieldSource, fillFields } from "../fields/fill-fields.ts";
import { chosen } from "../fields/settle-field.ts";
import { fieldWith, kindWith, sourceWith, TABLE } from "../fields/testing/sample-kind.ts";
import { digestOfText } from "../kernel/digest.ts";
import type { Kind, KindField } from "../kinds/kind.schema.ts";
import { type AnnexBody, buildRevision, type RevisionInput, revisionDigest } from "../revision/revision.ts";
import { sampleRegister, sampleRevisionInput } from "../revision/sample.ts";
import type { CheckInput, CheckOutcome, CheckParams, CheckResult } from "./check.ts";
import type { CheckName } from "./names.ts";
import { runCheck } from "./registry.ts";

const ANNEX: AnnexBody = {
  number: 1,
  slot: "dependency",
  holds: "A dependency",
  because: "Security has not cleared it.",
  liftedBy: "release-owner",
  commitment: digestOfText("annex"),
};

interface World {
  readonly kind: Kind;
  readonly sources?: readonly FieldSource[];
  readonly entries?: readonly FieldEntry[];
  readonly revision?: Partial<RevisionInput>;
}

/** What checks see of a packet whose rows are those that the evidence gives, unless others are named. */
function world({
  kind,
  sources = [],
  entries = fillFields(kind, sources),
  revision = {},
}: World): CheckInput {
  const rows = entries.map((entry, i) => ({
    key: entry.key,
    ordinal: i + 1,
    state: "active" as const,
    ownerId: null,
    columns: fieldColumns(entry),
  }));
  const base = sampleRevisionInput();
  const candidate = buildRevision({
    ...base,
    annexes: [],
    registers: [sampleRegister("fields", rows)],
    ...revision,
  });
  return {
    now: new Date("2026-03-23T09:00:00.000Z"),
    kind,
    packet: { windowHours: 72, artifactOwnerId: "ao", releaseOwnerId: "ro" },
    head: null,
    candidate,
    candidateDigest: revisionDigest(candidate),
    run: null,
    decision: null,
    lane: null,
    seats: [],
    contributorIds: [],
    approverIds: [],
    manifest: null,
    scopes: [bodyScope(sources)],
  };
}

function bodyScope(sources: readonly FieldSource[]): CheckInput["scopes"][number] {
  return {
    annex: null,
    commitment: null,
    sections: [],
    claims: [],
    objections: [],
    holds: [],
    contradictions: [],
    openSuggestions: 0,
    sources: sources.map((source) => ({
      ...{ id: source.id, number: source.number, slot: source.slot, rank: source.rank },
      versionId: source.versionId,
      digest: digestOfText(source.id),
      effectiveAt: null,
      name: "A source",
      hasVersion: true,
      readable: true,
      freshness: "no-rule",
      freshUntil: null,
      leanedOn: false,
    })),
    facts: sources.flatMap((source) => source.facts.map((fact) => ({ ...fact, source: source.number }))),
  };
}

function result(name: CheckName, given: World, params: CheckParams = {}): CheckResult {
  return runCheck(name, world(given), params);
}
function outcome(name: CheckName, given: World, params: CheckParams = {}): CheckOutcome {
  return result(name, given, params).outcome;
}
function entriesOf(kind: Kind, sources: readonly FieldSource[], change: Partial<FieldEntry>): FieldEntry[] {
  return fillFields(kind, sources).map((entry) => ({ ...entry, ...change }));
}

const FIELD_CHECKS = [
  "fields-resolved",
  "fields-traced",
  "schema-conforms",
  "lossiness-declared",
  "rendered-from-table",
] as const;
const TABLED = fieldWith({ renderingTable: "environments" });
const LOSSY: KindField = { ...TABLED, allowLossy: true };

describe("field checks", () => {
  it("[FD9] fields-resolved holds for what is open, unexplained, or held where the kind keeps the packet for it", () => {
    const kind = kindWith([fieldWith()]);
    const sources = [sourceWith("billing")];
    const check = (change: Partial<FieldEntry>, of: Kind = kind, params: CheckParams = {}) =>
      outcome("fields-resolved", { kind: of, sources, entries: entriesOf(of, sources, change) }, params);
    expect(check({})).toBe("pass");
    expect(check({ state: "open" })).toBe("hold");
    expect(check({ value: null })).toBe("hold");
    expect(check({ state: "placeholder", value: null, reason: null })).toBe("hold");
    expect(check({ state: "placeholder", value: null, reason: "Narrowed." })).toBe("pass");
    expect(check({ state: "held", value: null, reason: "No word." })).toBe("hold");
    const travels = kindWith([fieldWith({ onUnsupported: "exception-bundle" })]);
    expect(check({ state: "held", value: null, reason: null }, travels)).toBe("hold");
    expect(check({ state: "held", value: null, reason: "No word." }, travels)).toBe("pass");
    expect(check({ state: "held", value: null, reason: "No word." }, travels, { held: "stop" })).toBe("hold");
    expect(check({ state: "open" }, kindWith([fieldWith({ required: false })]))).toBe("pass");
    expect(outcome("fields-resolved", { kind, sources, entries: [] })).toBe("hold");
    expect(outcome("fields-resolved", { kind: kindWith([]) })).toBe("not-applicable");
  });

  it("[FD9] holds for a new required field of the intake that no row has yet", () => {
    const before = [sourceWith("billing")];
    const kind = kindWith([
      fieldWith(),
      fieldWith({ key: "rollback", title: "Rollback", fact: "record.rollback" }),
    ]);
    const entries = fillFields(kindWith([fieldWith()]), before);
    const found = result("fields-resolved", { kind, sources: before, entries });
    expect(found.outcome).toBe("hold");
    expect(found.reasons).toMatchObject([{ target: "fields#rollback" }]);
  });

  it("[FD10] fields-traced holds where the newest version does not say the raw value at that place any more", () => {
    const kind = kindWith([fieldWith()]);
    const source = sourceWith("billing");
    const entries = fillFields(kind, [source]);
    const check = (...sources: FieldSource[]) => outcome("fields-traced", { kind, sources, entries });
    expect(check(source)).toBe("pass");
    expect(check()).toBe("hold");
    expect(check({ ...source, versionId: "00000000-0000-4000-8000-000000000999" })).toBe("hold");
    expect(check({ ...source, facts: sourceWith("ledger").facts })).toBe("hold");
    const elsewhere = source.facts.map((fact) => ({
      ...fact,
      locator: { kind: "json-pointer", pointer: "/other" } as const,
    }));
    expect(check({ ...source, facts: elsewhere })).toBe("hold");
    const change = (to: Partial<FieldEntry>) =>
      outcome("fields-traced", { kind, sources: [source], entries: entriesOf(kind, [source], to) });
    expect(change({ locator: null })).toBe("hold");
    expect(change({ source: null })).toBe("hold");
    expect(change({ value: "ledger" })).toBe("hold");
    expect(change({ state: "held", value: null, source: null })).toBe("pass");
    expect(outcome("fields-traced", { kind: kindWith([fieldWith({ consequential: false })]) })).toBe(
      "not-applicable",
    );
  });

  it("[FD11] schema-conforms holds for a value that does not fit, and for an intake that moved or says nothing", () => {
    const sources = [sourceWith("billing")];
    const intake = {
      schema: "deployment-review",
      version: "4",
      profileSource: "manifest",
      profileFact: "record.schema",
    };
    const stating = (version: string) => [
      ...sources,
      sourceWith("", {
        number: 2,
        facts: [
          { key: "record.schema", value: version, locator: { kind: "json-pointer", pointer: "/schema" } },
        ],
      }),
    ];
    const kind = kindWith([fieldWith()], { intake });
    expect(outcome("schema-conforms", { kind, sources: stating("4") })).toBe("pass");
    expect(outcome("schema-conforms", { kind, sources: stating("5") })).toBe("hold");
    expect(outcome("schema-conforms", { kind, sources })).toBe("hold");
    const divided = [
      ...stating("4"),
      ...stating("5")
        .slice(1)
        .map((source) => ({ ...source, id: "3", number: 3 })),
    ];
    expect(outcome("schema-conforms", { kind, sources: divided })).toBe("hold");
    for (const type of ["number", "date", "boolean", "digest"] as const) {
      const typed = kindWith([fieldWith({ type })]);
      const entries = entriesOf(kindWith([fieldWith()]), sources, {});
      expect(outcome("schema-conforms", { kind: typed, sources, entries })).toBe("hold");
    }
    const listed = kindWith([fieldWith({ type: "enum", values: ["ledger"] })]);
    const entries = entriesOf(kindWith([fieldWith()]), sources, {});
    expect(outcome("schema-conforms", { kind: listed, sources, entries })).toBe("hold");
    expect(outcome("schema-conforms", { kind: kindWith([]) })).toBe("not-applicable");
  });

  it("[FD12] lossiness-declared holds for a loss that is not allowed, not declared, or not explained", () => {
    const kind = kindWith([LOSSY]);
    for (const raw of ["prod", "live-eu"]) {
      const sources = [sourceWith(raw)];
      const check = (change: Partial<FieldEntry>, of: Kind = kind) =>
        outcome("lossiness-declared", { kind: of, sources, entries: entriesOf(kind, sources, change) });
      expect(check({})).toBe("pass");
      expect(check({ mapping: "exact" })).toBe("hold");
      expect(check({ mapping: null })).toBe("hold");
      expect(check({ reason: null })).toBe("hold");
      expect(check({ raw: null, mapping: "exact", source: null })).toBe("hold");
      expect(check({}, kindWith([TABLED]))).toBe("hold");
    }
    const exact = [sourceWith("qa")];
    expect(outcome("lossiness-declared", { kind: kindWith([TABLED]), sources: exact })).toBe("pass");
    const overstated = entriesOf(kindWith([TABLED]), exact, { mapping: "lossy", reason: "Shortened." });
    expect(
      outcome("lossiness-declared", { kind: kindWith([TABLED]), sources: exact, entries: overstated }),
    ).toBe("hold");
  });

  it("[FD13] rendered-from-table holds for anything but what the table in this version makes of the raw value", () => {
    const kind = kindWith([LOSSY]);
    const sources = [sourceWith("qa")];
    const check = (change: Partial<FieldEntry>, of: Kind = kind) =>
      outcome("rendered-from-table", { kind: of, sources, entries: entriesOf(kind, sources, change) });
    expect(check({})).toBe("pass");
    expect(check({ value: "Test" })).toBe("hold");
    expect(check({ raw: "mars" })).toBe("hold");
    expect(check({ ruleVersion: 2 })).toBe("hold");
    expect(check({ rule: "fact record.service" })).toBe("hold");
    expect(check({ raw: null })).toBe("pass");
    expect(check({ raw: null, locator: null })).toBe("hold");
    expect(check({}, { ...kind, renderingTables: [{ ...TABLE, version: 4 }] })).toBe("hold");
    expect(outcome("rendered-from-table", { kind: kindWith([fieldWith()]) })).toBe("not-applicable");
  });

  it("[FD13] lets a person choose among candidates and never beyond the table", () => {
    const kind = kindWith([LOSSY]);
    const sources = [sourceWith("qa"), sourceWith("mars", { number: 2 })];
    const [held] = fillFields(kind, sources);
    if (!held) return;
    const by = (value: string) => ({
      kind,
      sources,
      entries: [chosen(kind, LOSSY, held, { value, reason: "Asked the owner." })],
    });
    for (const name of FIELD_CHECKS) expect(outcome(name, by("test")), name).toBe("pass");
    expect(outcome("rendered-from-table", by("europe"))).toBe("hold");
    const [unsupported] = fillFields(kind, sources.slice(1));
    if (!unsupported) return;
    const byHand = chosen(kind, LOSSY, unsupported, { value: "test", reason: "Looks like it." });
    expect(outcome("rendered-from-table", { kind, sources, entries: [byHand] })).toBe("hold");
  });

  it("[FD9] [FD10] [FD11] [FD12] [FD13] pass what evidence gives, whatever it is, or hold; never on a changed value", () => {
    const raws = fc.array(fc.constantFrom("prod", "production", "qa", "mars", "live-eu", ""), {
      maxLength: 3,
    });
    const fields = fc.constantFrom(TABLED, LOSSY, fieldWith(), fieldWith({ type: "enum", values: ["qa"] }));
    fc.assert(
      fc.property(raws, fields, fc.string({ maxLength: 8 }), (said, field, other) => {
        const kind = kindWith([field]);
        const sources = said.map((raw, i) => sourceWith(raw, { number: i + 1 }));
        const [entry] = fillFields(kind, sources);
        if (!entry) return;
        const outcomes = FIELD_CHECKS.map((name) => outcome(name, { kind, sources }));
        if (entry.state === "resolved") expect(outcomes.filter((one) => one === "hold")).toEqual([]);
        else expect(outcomes[0]).toBe("hold");
        if (entry.state !== "resolved" || other === entry.value || other === "") return;
        const changed = [{ ...entry, value: other }];
        expect(FIELD_CHECKS.map((name) => outcome(name, { kind, sources, entries: changed }))).toContain(
          "hold",
        );
      }),
    );
  });

  it("[FD9] names the rows and every table that it looked at by digest", () => {
    const kind = kindWith([LOSSY]);
    const { looked } = result("rendered-from-table", { kind, sources: [sourceWith("qa")] });
    expect(Object.keys(looked).sort()).toEqual(["evidence", "registers", "table:environments@3"]);
    expect(Object.values(looked).every((digest) => /^[0-9a-f]{64}$/.test(digest))).toBe(true);
  });
});

describe("what stays out of the body", () => {
  const profile = {
    profile: "release-review",
    version: 2,
    patterns: [{ key: "token", title: "An access token", pattern: "tok_[a-z0-9]{8}" }],
  };
  const kind = kindWith([fieldWith()], { redaction: profile });
  const SECRET = "tok_abcd1234";

  it("[FD14] redaction-applied holds for a pattern anywhere in the body and never repeats what matched", () => {
    const paragraph = (text: string) => ({
      sections: [{ key: "test-evidence", blocks: [{ id: "b1", type: "paragraph", content: [{ text }] }] }],
    });
    const row = (register: string, text: string) => ({
      registers: [
        sampleRegister(register, [
          { key: "r1", ordinal: 1, state: "active" as const, ownerId: null, columns: { text } },
        ]),
      ],
    });
    const places: Partial<RevisionInput>[] = [
      paragraph(`before ${SECRET} after`),
      row("options", SECRET),
      row("blocked-paths", SECRET),
      row("open-questions", SECRET),
      { sources: sampleRevisionInput().sources.map((source) => ({ ...source, name: SECRET })) },
    ];
    for (const revision of places) {
      const found = result("redaction-applied", { kind, revision });
      expect(found.outcome).toBe("hold");
      expect(JSON.stringify(found)).not.toContain(SECRET);
    }
    expect(outcome("redaction-applied", { kind, sources: [sourceWith(SECRET)] })).toBe("hold");
    expect(outcome("redaction-applied", { kind, revision: paragraph("nothing of that") })).toBe("pass");
    expect(outcome("redaction-applied", { kind: kindWith([]) })).toBe("not-applicable");
  });

  it("[FD14] is an error where a pattern is no expression", () => {
    const broken = { ...profile, patterns: [{ key: "open", title: "Open", pattern: "(" }] };
    expect(outcome("redaction-applied", { kind: kindWith([], { redaction: broken }) })).toBe("error");
  });

  it("[FD15] held-details wants a reason and the annex of a withheld field, and nothing of it in the row", () => {
    const annexed = fieldWith({ annex: "dependency" });
    const of = kindWith([annexed]);
    const sources = [sourceWith("billing")];
    const check = (change: Partial<FieldEntry>, annexes: readonly AnnexBody[] = [ANNEX]) =>
      outcome("held-details", {
        kind: of,
        sources,
        entries: entriesOf(of, sources, change),
        revision: { annexes },
      });
    expect(check({})).toBe("pass");
    expect(check({}, [])).toBe("hold");
    expect(check({}, [{ ...ANNEX, slot: "other" }])).toBe("hold");
    expect(check({ reason: null })).toBe("hold");
    expect(check({ raw: "billing" })).toBe("hold");
    expect(check({ state: "resolved", value: "billing" })).toBe("hold");
    const plain = kindWith([fieldWith()]);
    const withheld = entriesOf(plain, sources, {
      state: "placeholder",
      value: null,
      raw: null,
      reason: "Narrowed.",
    });
    expect(outcome("held-details", { kind: plain, sources, entries: withheld })).toBe("pass");
    expect(outcome("held-details", { kind: plain, sources })).toBe("not-applicable");
  });
});
