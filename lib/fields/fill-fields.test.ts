import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText } from "../kernel/canonical.ts";
import type { KindField } from "../kinds/kind.schema.ts";
import { exceptionColumns } from "./exceptions.ts";
import { type FieldEntry, fieldColumns, holdsPacket, openEntry, readEntry } from "./field-entry.ts";
import { type FieldSource, fillFields } from "./fill-fields.ts";
import { renderField } from "./render-field.ts";
import { chosen, nextEntry, withheldByPerson } from "./settle-field.ts";
import { fieldWith, kindWith, sourceWith, TABLE } from "./testing/sample-kind.ts";

function filled(field: KindField, ...sources: FieldSource[]): FieldEntry {
  const [entry] = fillFields(kindWith([field]), sources);
  if (!entry) throw new RangeError("nothing filled");
  return entry;
}

const TABLED = fieldWith({ renderingTable: "environments" });
const LOSSY = { ...TABLED, allowLossy: true };

describe("filling", () => {
  it("[FD1] takes a value from the field's own slot, with source, version, place, rule and rule version", () => {
    const source = sourceWith("billing");
    expect(filled(fieldWith(), source, sourceWith("other", { number: 2, slot: "notes" }))).toMatchObject({
      state: "resolved",
      value: "billing",
      raw: "billing",
      source: source.id,
      version: source.versionId,
      locator: { pointer: "/service" },
      rule: "fact record.service",
      ruleVersion: 1,
      mapping: "exact",
      candidates: [],
    });
    expect(filled(TABLED, sourceWith("qa"))).toMatchObject({ rule: "table environments", ruleVersion: 3 });
  });

  it("[FD2] is sure of one raw value of the first tier, and says why it is less sure", () => {
    expect(filled(fieldWith(), sourceWith("billing"))).toMatchObject({ confidence: 1, reason: null });
    const agree = filled(fieldWith(), sourceWith("billing"), sourceWith("billing", { number: 2 }));
    expect(agree).toMatchObject({ confidence: 1, source: sourceWith("").id });
    expect(agree.candidates).toHaveLength(2);
    const low = filled(fieldWith({ source: "notes" }), sourceWith("billing", { slot: "notes" }));
    expect(low.confidence).toBe(0.5);
    expect(low.reason).toContain("tier 2");
    const merged = filled(LOSSY, sourceWith("prod"), sourceWith("production", { number: 2 }));
    expect(merged).toMatchObject({ state: "resolved", value: "production", confidence: 0.5 });
    expect(merged.reason).toContain("2 different raw values");
  });

  it("[FD3] holds where candidates differ, keeps all of them and prefers none", () => {
    const two = filled(fieldWith(), sourceWith("billing"), sourceWith("invoicing", { number: 2 }));
    expect(two).toMatchObject({ state: "held", value: null, source: null, confidence: null });
    expect(two.reason).toContain("Contradiction: S1 and S2");
    expect(two.candidates.map((one) => one.raw)).toEqual(["billing", "invoicing"]);
    const [fact] = sourceWith("billing").facts;
    const [other] = sourceWith("rc2").facts;
    const one = filled(fieldWith(), sourceWith("", { facts: [fact, other].flatMap((said) => said ?? []) }));
    expect(one.reason).toContain("Mixed candidates: S1");
  });

  it("[FD4] holds for missing evidence, for evidence past its time, and for slots that are no evidence", () => {
    expect(filled(fieldWith()).reason).toContain("nothing is in “Release manifest” yet");
    expect(filled(fieldWith(), sourceWith("x", { facts: [] })).reason).toContain(
      "does not state record.service",
    );
    expect(filled(fieldWith(), sourceWith("x", { stale: true }))).toMatchObject({ state: "held", raw: "x" });
    const runbook = filled(fieldWith({ source: "runbook" }), sourceWith("x", { slot: "runbook" }));
    expect(runbook).toMatchObject({ state: "held", raw: null, candidates: [] });
    expect(runbook.reason).toContain("normalisation and provenance only");
    expect(filled(fieldWith({ source: null }), sourceWith("x", { slot: "runbook" })).state).toBe("held");
    expect(filled(fieldWith({ source: null }), sourceWith("x", { slot: "notes" })).state).toBe("resolved");
    expect(fillFields(kindWith([fieldWith({ fact: null })]), [])).toEqual([]);
  });

  it("[FD5] renders through the table, says what was lost, and treats the unsupported as the field asks", () => {
    expect(renderField(TABLED, TABLE, "qa")).toMatchObject({ value: "test", mapping: "exact" });
    expect(renderField(TABLED, TABLE, "prod")).toMatchObject({ value: "production", mapping: "lossy" });
    expect(renderField(TABLED, TABLE, "live-eu")).toMatchObject({ value: "europe", mapping: "lossy" });
    for (const raw of ["PROD", "prod ", "broken", "toString"]) {
      expect(renderField(TABLED, TABLE, raw)).toMatchObject({ value: null, mapping: "unsupported" });
    }
    expect(renderField(TABLED, null, "qa").mapping).toBe("unsupported");
    expect(filled(TABLED, sourceWith("prod"))).toMatchObject({
      state: "held",
      value: null,
      mapping: "lossy",
    });
    expect(filled(LOSSY, sourceWith("prod"))).toMatchObject({ state: "resolved", mapping: "lossy" });
    const on = (onUnsupported: KindField["onUnsupported"]) =>
      filled({ ...TABLED, onUnsupported }, sourceWith("mars"));
    expect(on("hold-packet")).toMatchObject({ state: "held", raw: "mars", mapping: "unsupported" });
    expect(on("exception-bundle")).toMatchObject({ state: "held", raw: "mars" });
    expect(on("placeholder")).toMatchObject({ state: "placeholder", value: null, raw: null, candidates: [] });
  });

  it.each([
    ["number", "7", "7", "exact"],
    ["number", "007", null, "unsupported"],
    ["number", "1e999", null, "unsupported"],
    ["boolean", "true", "true", "exact"],
    ["boolean", "yes", null, "unsupported"],
    ["date", "2026-03-22", "2026-03-22", "exact"],
    ["date", "2026-03-22T23:30:00Z", "2026-03-22", "lossy"],
    ["date", "2026-02-30", null, "unsupported"],
    ["digest", `sha256:${"a".repeat(64)}`, "a".repeat(64), "exact"],
    ["digest", "sha256:8f4…7ac", null, "unsupported"],
    ["text", "  ", null, "unsupported"],
    ["text", `${"x".repeat(1999)}…`, null, "unsupported"],
  ] as const)("[FD5] reads a %s out of %j", (type, raw, value, mapping) => {
    expect(renderField(fieldWith({ type }), null, raw)).toMatchObject({ value, mapping });
  });

  it("[FD6] never shows what is withheld, and keeps no raw value where the kind keeps none", () => {
    const word = fc.string({ minLength: 4, maxLength: 12, unit: fc.constantFrom(..."qxzjkw") });
    fc.assert(
      fc.property(word, word, fc.constantFrom("/service", "quote", "pointer"), (raw, other, place) => {
        const locator =
          place === "quote"
            ? ({ kind: "text-quote", exact: raw, prefix: "", suffix: "" } as const)
            : ({ kind: "json-pointer", pointer: place === "pointer" ? `/at/${raw}` : "/service" } as const);
        const source = sourceWith(raw, { facts: [{ key: "record.service", value: raw, locator }] });
        const second = sourceWith(other, { number: 2 });
        const annexed = filled(fieldWith({ annex: "dependency" }), source, second);
        expect(annexed.state).toBe("placeholder");
        expect(annexed.reason).toContain("Security has not cleared it.");
        const unsupported = filled({ ...TABLED, onUnsupported: "placeholder" }, source);
        const byHand = withheldByPerson(
          kindWith([]),
          fieldWith(),
          filled(fieldWith(), source),
          "Narrowed by security review.",
        );
        for (const entry of [annexed, unsupported, byHand]) {
          expect(canonicalText(fieldColumns(entry))).not.toContain(raw);
          expect(entry.source).toBe(source.id);
        }
        const plain = { ...source, facts: sourceWith(raw).facts };
        const kept = filled({ ...TABLED, keepRaw: false }, plain, second);
        expect(canonicalText(fieldColumns(kept))).not.toContain(raw);
        const exception = exceptionColumns(
          kindWith([]),
          { ...TABLED, keepRaw: false },
          kept,
          null,
          new Map(),
        );
        expect(canonicalText(exception)).not.toContain(raw);
      }),
    );
  });
});

describe("a field of an annex", () => {
  it("[FD6] is a placeholder once its annex is there, and until then open, or held where it is required", () => {
    const field = fieldWith({ annex: "dependency", fact: null, source: null });
    const made = new Set(["dependency"]);
    const [there] = fillFields(kindWith([field]), [], made);
    expect(there).toMatchObject({ state: "placeholder", rule: null });
    const [required] = fillFields(kindWith([field]), []);
    expect(required).toMatchObject({ state: "held", value: null });
    expect(required?.reason).toContain("“Dependency detail” is not made yet");
    const [optional] = fillFields(kindWith([{ ...field, required: false }]), []);
    expect(optional).toMatchObject({ state: "open" });
  });
});

describe("settling", () => {
  const held = () => filled(fieldWith(), sourceWith("billing"), sourceWith("invoicing", { number: 2 }));
  const choice = { value: "invoicing", reason: "The manifest was mislabelled." };

  it("[FD7] keeps a person's choice while evidence says the same, moves its lineage, and fills anew when it changes", () => {
    const kind = kindWith([fieldWith()]);
    const entry = chosen(kind, fieldWith(), held(), choice);
    expect(entry).toMatchObject({ state: "resolved", value: "invoicing", raw: "invoicing", rule: "person" });
    expect(entry.candidates).toHaveLength(2);
    expect(nextEntry(entry, held())).toBeNull();
    const newer = sourceWith("invoicing", { number: 2, versionId: "00000000-0000-4000-8000-000000000202" });
    const moved = nextEntry(entry, filled(fieldWith(), sourceWith("billing"), newer));
    expect(moved).toMatchObject({ value: "invoicing", rule: "person", version: newer.versionId });
    const settled = nextEntry(entry, filled(fieldWith(), sourceWith("ledger")));
    expect(settled).toMatchObject({ value: "ledger", rule: "fact record.service" });
    const withheld = withheldByPerson(kind, fieldWith(), held(), "Narrowed.");
    expect(nextEntry(withheld, filled(fieldWith(), sourceWith("ledger")))).toBeNull();
  });

  it("[FD7] says nothing new where nothing is new", () => {
    const raws = fc.array(fc.constantFrom("prod", "production", "qa", "mars", "live-eu"), { maxLength: 3 });
    fc.assert(
      fc.property(raws, fc.constantFrom(TABLED, LOSSY, fieldWith({ annex: "dependency" })), (said, field) => {
        const entry = filled(field, ...said.map((raw, i) => sourceWith(raw, { number: i + 1 })));
        expect(readEntry(field.key, fieldColumns(entry))).toEqual(entry);
        expect(nextEntry(entry, entry)).toBeNull();
        if (entry.state === "resolved") expect(entry.value).not.toBeNull();
        else expect([entry.value, entry.confidence]).toEqual([null, null]);
        if (entry.state !== "resolved") expect(entry.reason).toBeTruthy();
      }),
    );
  });

  it("[FD7] reads back whatever somebody typed into a row without failing", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("state", "candidates", "locator", "value"), fc.string()),
        (columns) => {
          expect(() => readEntry("x", columns)).not.toThrow();
        },
      ),
    );
  });

  it("[FD8] gives a held field one exception that travels or keeps the packet, and closes it afterwards", () => {
    const kind = kindWith([fieldWith()]);
    const names = new Map([[sourceWith("").id, "S1"]]);
    const entry = held();
    expect(holdsPacket(fieldWith(), entry)).toBe(true);
    const open = exceptionColumns(kind, fieldWith(), entry, null, names);
    expect(open).toMatchObject({ what: "Service", state: "open", owner: "Artifact owner" });
    expect(open?.candidates).toContain("S1: billing");
    const bundle = fieldWith({ onUnsupported: "exception-bundle" });
    expect(exceptionColumns(kind, bundle, entry, null, names)).toMatchObject({ state: "carried" });
    const optional = fieldWith({ required: false });
    expect(exceptionColumns(kind, optional, filled(optional), null, names)).toMatchObject({
      state: "carried",
    });
    const resolved = filled(fieldWith(), sourceWith("billing"));
    expect(exceptionColumns(kind, fieldWith(), resolved, open, names)).toMatchObject({ state: "resolved" });
    const withheld = withheldByPerson(kind, fieldWith(), entry, "Narrowed.");
    const emptied = exceptionColumns(kind, fieldWith(), withheld, open, names);
    expect(canonicalText(emptied)).not.toContain("billing");
    expect(exceptionColumns(kind, fieldWith(), openEntry(fieldWith()), null, names)).toBeNull();
  });
});
