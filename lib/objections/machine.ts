import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

// The one state machine of an objection: rules OB1 to OB6 in docs/spec/objections.md.

/** What may happen to an objection, as its events are stored. */
export const OBJECTION_EVENTS = [
  "raised",
  "answered",
  "maintained",
  "resolved",
  "withdrawn",
  "accepted-as-residual",
] as const;

/** An objection's state is its last event. */
export type ObjectionState = (typeof OBJECTION_EVENTS)[number];

/** An act on an objection that stands already. */
export type ObjectionAct = Exclude<ObjectionState, "raised">;

const OPEN: readonly ObjectionState[] = ["raised", "answered", "maintained"];

const FROM: Readonly<Record<ObjectionAct, readonly ObjectionState[]>> = {
  answered: ["raised", "maintained"],
  maintained: ["answered"],
  resolved: OPEN,
  withdrawn: OPEN,
  "accepted-as-residual": OPEN,
};

/** True for a stored event's type. */
export function isObjectionState(text: string): text is ObjectionState {
  return OBJECTION_EVENTS.some((state) => state === text);
}

/** The state after these events, in order of their sequence; null where there is none, or one is unknown. */
export function objectionState(events: readonly { readonly type: string }[]): ObjectionState | null {
  const last = events.at(-1)?.type;
  return last !== undefined && isObjectionState(last) ? last : null;
}

/** True while an objection is neither resolved, withdrawn nor accepted as a residual. */
export function isOpen(state: ObjectionState): boolean {
  return OPEN.includes(state);
}

/** The acts that follow from a state, whoever may do them. */
export function actsFrom(state: ObjectionState): readonly ObjectionAct[] {
  return (Object.keys(FROM) as ObjectionAct[]).filter((act) => FROM[act].includes(state));
}

/** The state after the act, or a refusal where the act does not follow. Who may act is the policy table's. */
export function decideObjectionAct(state: ObjectionState, act: ObjectionAct): Outcome<ObjectionState> {
  if (FROM[act].includes(state)) return ok(act);
  const words = (name: string) => name.replaceAll("-", " ");
  return refuse("state-conflict", `The objection is ${words(state)}; it cannot be ${words(act)} from there.`);
}

/** What makes a residual: why it is carried, who keeps it, until which day, and what stands in for a remedy. */
export interface Residual {
  readonly rationale: string;
  readonly ownerId: string;
  /** `YYYY-MM-DD`; the residual holds through that day, UTC. */
  readonly expiresOn: string;
  readonly compensatingControl: string;
}

/** Whether a residual may be accepted now: it expires on a day to come, within two years. */
export function decideResidual(residual: Residual, now: Date): Outcome<Residual> {
  const today = now.toISOString().slice(0, 10);
  const last = new Date(now.getTime() + 731 * 86_400_000).toISOString().slice(0, 10);
  if (residual.expiresOn <= today || residual.expiresOn > last) {
    return {
      ok: false,
      error: {
        code: "invalid-input",
        fields: { expiresOn: "a day after today and within two years" },
      },
    };
  }
  return ok(residual);
}
