import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  actsFrom,
  decideObjectionAct,
  decideResidual,
  isOpen,
  OBJECTION_EVENTS,
  type ObjectionAct,
  type ObjectionState,
  objectionState,
} from "./machine.ts";

const ACTS = OBJECTION_EVENTS.filter((event): event is ObjectionAct => event !== "raised");

function run(acts: readonly ObjectionAct[]): { states: ObjectionState[]; refused: number } {
  const states: ObjectionState[] = ["raised"];
  let refused = 0;
  for (const act of acts) {
    const now = states.at(-1) ?? "raised";
    const next = decideObjectionAct(now, act);
    if (next.ok) states.push(next.value);
    else refused++;
  }
  return { states, refused };
}

describe("objection", () => {
  it("[OB1] takes its state from its last event, and from nothing else", () => {
    expect(objectionState([])).toBeNull();
    expect(objectionState([{ type: "raised" }, { type: "answered" }])).toBe("answered");
    expect(objectionState([{ type: "forgotten" }])).toBeNull();
  });

  it("[OB2] never leaves a settled state, whatever is tried", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 30 }), (acts) => {
        const { states } = run(acts);
        const settled = states.findIndex((state) => !isOpen(state));
        return settled === -1 || settled === states.length - 1;
      }),
    );
  });

  it("[OB3] is maintained only against an answer, and answered only when raised or maintained", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 30 }), (acts) => {
        const { states } = run(acts);
        return states.every((state, i) => {
          const before = states[i - 1];
          if (state === "maintained") return before === "answered";
          return state !== "answered" || before === "raised" || before === "maintained";
        });
      }),
    );
  });

  it("[OB4] offers exactly the acts that are not refused", () => {
    for (const state of OBJECTION_EVENTS) {
      expect(actsFrom(state)).toEqual(ACTS.filter((act) => decideObjectionAct(state, act).ok));
    }
  });

  it("[OB5] accepts a residual only with a day to come, within two years", () => {
    const now = new Date("2026-11-21T12:00:00Z");
    const residual = (expiresOn: string) => ({
      rationale: "r",
      ownerId: "o",
      compensatingControl: "c",
      expiresOn,
    });
    expect(decideResidual(residual("2026-11-21"), now).ok).toBe(false);
    expect(decideResidual(residual("2026-11-22"), now).ok).toBe(true);
    expect(decideResidual(residual("2029-01-01"), now).ok).toBe(false);
  });
});
