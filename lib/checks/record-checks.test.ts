import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checked,
  leans,
  MOSTLY,
  NOW,
  outcomeOf,
  recordInput,
  type SampleRecord,
  type SampleRow,
  SOURCE,
} from "../../test/sample-record.ts";
import { runCheck } from "./registry.ts";

const ROLES = { roles: ["service-owner", "incident-commander"] };
const FIELDS = { fields: [{ id: "namespace", state: "resolved", value: "payments-ledger" }] };

function approval(role: string, change: SampleRow = {}): SampleRow {
  return {
    role,
    subject: "payments-ledger",
    evidence: "source-1",
    "given-on": "2026-03-20",
    "valid-until": "2026-03-23",
    ...change,
  };
}

function approvals(...rows: readonly SampleRow[]): SampleRecord {
  return { rows: { approvals: rows, ...FIELDS }, sources: [{}, {}, { readable: false }] };
}

describe("approvals-standing", () => {
  const whole = approvals(approval("service-owner"), approval("Incident commander"));

  it("[CK37] passes while every role has an approval, to the end of its last day", () => {
    expect(checked("approvals-standing", whole, ROLES)).toMatchObject({
      outcome: "pass",
      dueAt: "2026-03-23T23:59:59.999Z",
    });
    const next = { ...whole, now: new Date("2026-03-24T00:00:00.000Z") };
    expect(checked("approvals-standing", next, ROLES)).toMatchObject({
      outcome: "hold",
      reasons: [{ says: expect.stringContaining("ended on 2026-03-23") }, {}],
    });
    expect(outcomeOf("approvals-standing", whole)).toBe("not-applicable");
  });

  it("[CK37] holds for a role without one, one without readable evidence, and one that is still to come", () => {
    const [one, other] = [approval("service-owner"), approval("incident-commander")];
    const first = (change: SampleRow) => approvals({ ...one, ...change }, other);
    expect(checked("approvals-standing", approvals(one), ROLES)).toMatchObject({
      outcome: "hold",
      reasons: [{ target: "registers/approvals", says: expect.stringContaining("incident commander") }],
    });
    for (const change of [
      { evidence: "source-3" },
      { evidence: undefined },
      { evidence: "source-99" },
      { "given-on": "2026-03-24" },
      { "valid-until": "soon" },
      { retired: true },
    ]) {
      expect(outcomeOf("approvals-standing", first(change), ROLES), JSON.stringify(change)).toBe("hold");
    }
    expect(outcomeOf("approvals-standing", { ...whole, sources: [{ freshness: "stale" }] }, ROLES)).toBe(
      "hold",
    );
  });

  it("[CK37] holds where roles approve different things, or not the one that is asked", () => {
    const apart = approvals(approval("service-owner"), approval("incident-commander", { subject: "other" }));
    expect(outcomeOf("approvals-standing", apart, ROLES)).toBe("hold");
    expect(outcomeOf("approvals-standing", whole, { ...ROLES, subject: "@namespace" })).toBe("pass");
    expect(outcomeOf("approvals-standing", whole, { ...ROLES, subject: "other" })).toBe("hold");
    const unfilled = { ...whole, rows: { approvals: whole.rows?.approvals ?? [] } };
    expect(outcomeOf("approvals-standing", unfilled, { ...ROLES, subject: "@namespace" })).toBe("hold");
    expect(outcomeOf("approvals-standing", whole, { ...ROLES, subject: "@no-such-field" })).toBe("error");
  });

  it("[CK37] with since, holds until that gate was decided, and from any change of the rows or their evidence", () => {
    const asked = { ...ROLES, since: "still-match" };
    const decidedOver = (then: SampleRecord): SampleRecord["run"] => ({
      number: 1,
      triggerVersionId: null,
      gates: [
        {
          gate: "still-match",
          exit: "Yes",
          at: NOW.toISOString(),
          looked: { "approvals-standing": checked("approvals-standing", then, ROLES).looked },
        },
      ],
    });
    expect(outcomeOf("approvals-standing", whole, asked)).toBe("hold");
    expect(outcomeOf("approvals-standing", { ...whole, run: decidedOver(whole) ?? null }, asked)).toBe(
      "pass",
    );
    const longer = approvals(
      approval("service-owner", { "valid-until": "2026-09-30" }),
      approval("incident-commander"),
    );
    expect(outcomeOf("approvals-standing", { ...longer, run: decidedOver(whole) ?? null }, asked)).toBe(
      "hold",
    );
    const newer = { ...whole, sources: [{ digest: "another file" }] };
    expect(outcomeOf("approvals-standing", { ...newer, run: decidedOver(whole) ?? null }, asked)).toBe(
      "hold",
    );
    expect(outcomeOf("approvals-standing", whole, { ...ROLES, since: "no-such-gate" })).toBe("error");
  });

  it("[CK37] any approvals: it passes exactly where one subject has a standing approval of every role", () => {
    const row = fc.record({
      role: fc.constantFrom("service-owner", "incident-commander", "observer"),
      subject: fc.constantFrom("a", "a", "b"),
      source: fc.integer({ min: 1, max: 2 }),
      until: fc.constantFrom("2026-03-22", "2026-03-23", "2026-04-01"),
      retired: MOSTLY.map((stands) => !stands),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), fc.tuple(SOURCE, SOURCE), (rows, sources) => {
        const record = {
          rows: {
            approvals: rows.map((one) =>
              approval(one.role, {
                subject: one.subject,
                evidence: `source-${one.source}`,
                "valid-until": one.until,
                retired: one.retired,
              }),
            ),
          },
          sources,
        };
        const standing = rows.filter(
          (one) => !one.retired && one.until >= "2026-03-23" && leans(sources[one.source - 1]),
        );
        const passes = ["a", "b"].some((subject) =>
          ROLES.roles.every((role) => standing.some((one) => one.role === role && one.subject === subject)),
        );
        const found = runCheck("approvals-standing", recordInput(record), ROLES);
        expect(found.outcome).toBe(passes ? "pass" : "hold");
        expect(found.reasons.length > 0).toBe(!passes);
      }),
      { numRuns: 400 },
    );
  });
});

describe("no-live-exposure", () => {
  it("[CK41] holds from the report until readable evidence clears it", () => {
    const reported = (cleared?: string): SampleRecord => ({
      rows: { exposures: [{ what: "A token in a log", "cleared-by": cleared }] },
      sources: [{}, {}, { readable: false }],
    });
    expect(outcomeOf("no-live-exposure", { rows: { exposures: [] } })).toBe("pass");
    expect(checked("no-live-exposure", reported())).toMatchObject({
      outcome: "hold",
      reasons: [{ target: "registers/exposures" }],
    });
    expect(outcomeOf("no-live-exposure", reported("source-1"))).toBe("pass");
    expect(outcomeOf("no-live-exposure", reported("source-3"))).toBe("hold");
  });

  it("[CK41] any reports: it passes exactly where each that stands names a source that can be leaned on", () => {
    const row = fc.record({ by: fc.constantFrom(1, 1, 2, null), retired: MOSTLY.map((stands) => !stands) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), fc.tuple(SOURCE, SOURCE), (rows, sources) => {
        const exposures = rows.map(({ by, retired }) => ({
          what: "x",
          retired,
          "cleared-by": by === null ? undefined : `source-${by}`,
        }));
        const passes = rows.every((one) => one.retired || (one.by !== null && leans(sources[one.by - 1])));
        expect(outcomeOf("no-live-exposure", { rows: { exposures }, sources })).toBe(
          passes ? "pass" : "hold",
        );
      }),
    );
  });
});

describe("roles-covered", () => {
  const attend = (...attendees: readonly SampleRow[]): SampleRecord => ({
    rows: { attendees },
    sources: [{}, { freshness: "unknown" }],
  });
  const owner = { role: "Service owner", person: "P" };
  const commander = { role: "incident-commander", person: "Q" };

  it("[CK42] holds for a role that nobody takes, and for a substitute whom nobody approved", () => {
    const standIn = { ...commander, "standing-in-for": "R" };
    expect(outcomeOf("roles-covered", attend(owner, commander), ROLES)).toBe("pass");
    expect(outcomeOf("roles-covered", attend(owner), ROLES)).toBe("hold");
    expect(outcomeOf("roles-covered", attend(owner, { ...commander, person: " " }), ROLES)).toBe("hold");
    expect(outcomeOf("roles-covered", attend(owner, standIn), ROLES)).toBe("hold");
    expect(outcomeOf("roles-covered", attend(owner, { ...standIn, "approved-by": "source-1" }), ROLES)).toBe(
      "pass",
    );
    expect(outcomeOf("roles-covered", attend(owner, { ...standIn, "approved-by": "source-2" }), ROLES)).toBe(
      "hold",
    );
    // Somebody who may come does not make good that somebody who may not comes as well.
    expect(outcomeOf("roles-covered", attend(owner, commander, standIn), ROLES)).toBe("hold");
    expect(outcomeOf("roles-covered", attend(owner))).toBe("not-applicable");
  });

  it("[CK42] any attendees: it passes exactly where each role is taken by people who may take it", () => {
    const row = fc.record({
      role: fc.constantFrom("service-owner", "incident-commander", "observer"),
      substitute: MOSTLY.map((own) => !own),
      by: fc.constantFrom(1, 2, null),
      retired: MOSTLY.map((stands) => !stands),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), fc.tuple(SOURCE, SOURCE), (rows, sources) => {
        const attendees = rows.map((one) => ({
          role: one.role,
          person: "P",
          "standing-in-for": one.substitute ? "R" : undefined,
          "approved-by": one.by === null ? undefined : `source-${one.by}`,
          retired: one.retired,
        }));
        const passes = ROLES.roles.every((role) => {
          const own = rows.filter((one) => !one.retired && one.role === role);
          const may = own.every((one) => !one.substitute || (one.by !== null && leans(sources[one.by - 1])));
          return own.length > 0 && may;
        });
        expect(outcomeOf("roles-covered", { rows: { attendees }, sources }, ROLES)).toBe(
          passes ? "pass" : "hold",
        );
      }),
      { numRuns: 300 },
    );
  });
});
