import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checked,
  MOSTLY,
  outcomeOf,
  RECORD_KIND,
  type SampleRecord,
  type SampleRow,
} from "../../test/sample-record.ts";
import type { CheckParams } from "./check.ts";

describe("edit-class-allowed", () => {
  const ASKED = {
    allowed: ["owner", "state", "standard-reading"],
    protected: ["standard-reading"],
    blocker: "state",
    held: ["blocked", "open question"],
  };
  const propose = (...updates: readonly SampleRow[]): SampleRecord => ({
    rows: {
      updates: updates.map((one) => ({ row: "svc-9", to: "x", ...one })),
      board: [{ id: "svc-1", state: "blocked" }, { id: "svc-9" }],
    },
  });

  it("[CK43] holds for a column outside the allowed ones, a protected one, and a blocker that would be cleared", () => {
    expect(outcomeOf("edit-class-allowed", propose({ column: "owner" }), ASKED)).toBe("pass");
    expect(outcomeOf("edit-class-allowed", propose({ column: "budget" }), ASKED)).toBe("hold");
    expect(outcomeOf("edit-class-allowed", propose({ column: "Standard reading" }), ASKED)).toBe("hold");
    expect(outcomeOf("edit-class-allowed", propose({ column: "state", from: "ready" }), ASKED)).toBe("pass");
    expect(outcomeOf("edit-class-allowed", propose({ column: "state", from: "Open question" }), ASKED)).toBe(
      "hold",
    );
    expect(outcomeOf("edit-class-allowed", propose({ column: "state" }), ASKED)).toBe("hold");
    expect(outcomeOf("edit-class-allowed", propose(), ASKED)).toBe("hold");
    expect(outcomeOf("edit-class-allowed", propose(), {})).toBe("not-applicable");
    expect(outcomeOf("edit-class-allowed", propose(), { blocker: "state" })).toBe("error");
  });

  it("[CK43] believes the board before the update: a wrong word clears no blocker", () => {
    const update = { column: "state", from: "ready" };
    expect(outcomeOf("edit-class-allowed", propose(update), ASKED)).toBe("pass");
    expect(outcomeOf("edit-class-allowed", propose({ ...update, row: "svc-1" }), ASKED)).toBe("hold");
    expect(outcomeOf("edit-class-allowed", propose({ ...update, row: "SVC 1" }), ASKED)).toBe("hold");
    expect(outcomeOf("edit-class-allowed", propose({ ...update, row: "svc-11" }), ASKED)).toBe("hold");
  });

  it("[CK43] any updates: it passes exactly where something is proposed and nothing of it is for a person", () => {
    const update = fc.record({
      column: fc.constantFrom("owner", "state", "standard-reading", "budget"),
      from: fc.constantFrom("ready", "blocked", "open question"),
      retired: MOSTLY.map((stands) => !stands),
    });
    const some = (of: readonly string[]) => fc.subarray([...of]);
    fc.assert(
      fc.property(
        fc.array(update, { maxLength: 3 }),
        some(["owner", "state", "standard-reading", "budget"]),
        some(["standard-reading", "budget"]),
        fc.boolean(),
        (updates, allowed, kept, blocks) => {
          fc.pre(allowed.length + kept.length > 0 || blocks);
          const blocker: CheckParams = blocks ? { blocker: "state", held: ["blocked", "open question"] } : {};
          const active = updates.filter((one) => !one.retired);
          const passes =
            active.length > 0 &&
            active.every(
              ({ column, from }) =>
                (allowed.length === 0 || allowed.includes(column)) &&
                !kept.includes(column) &&
                !(blocks && column === "state" && from !== "ready"),
            );
          expect(
            outcomeOf("edit-class-allowed", propose(...updates), { allowed, protected: kept, ...blocker }),
          ).toBe(passes ? "pass" : "hold");
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("stop-boundary", () => {
  it("[CK50] holds while a request for a denied action stands, by its key or its words, and not for another", () => {
    const asks = (action: string, retired = false): SampleRecord => ({
      rows: { requests: [{ action, retired }] },
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...RECORD_KIND.stopBoundary.deniedActions),
        fc.boolean(),
        ({ key, text }, byKey) => {
          const action = byKey ? key : `${text.toUpperCase()} `;
          expect(checked("stop-boundary", asks(action))).toMatchObject({
            outcome: "hold",
            reasons: [{ target: "registers/requests" }],
          });
          expect(outcomeOf("stop-boundary", asks(action, true))).toBe("pass");
          expect(outcomeOf("stop-boundary", asks(`Read about ${text}`))).toBe("pass");
        },
      ),
    );
  });
});
