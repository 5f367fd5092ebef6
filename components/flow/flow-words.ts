import type { Kind, KindGate, KindSink } from "@/lib/kinds/kind.schema";

type Sort = KindSink["sort"];

/** The four sorts of hold in words: a name for the picture, and what it means for whoever stands there. */
export const SORT_WORDS: Readonly<Record<Sort, { readonly name: string; readonly means: string }>> = {
  terminal: {
    name: "Stops for good",
    means: "Nothing leads on from here. Only a new run gets past it.",
  },
  "re-entry": {
    name: "Waits, then goes back",
    means: "It rests here until its owner lifts it; then the flow goes back to where it says.",
  },
  "carry-forward": {
    name: "Travels along",
    means: "The work goes on at once, and what is held stays in sight all the way.",
  },
  value: {
    name: "Is the answer",
    means: "To hold is one of the answers here, not a delay: the flow goes on with it.",
  },
};

/** The sort of a hold over its title in a picture. */
export function holdEyebrow(sort: Sort): string {
  const { name } = SORT_WORDS[sort];
  return `Hold: ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/** When a flow leaves a hold, in the words of its line. */
export function leavingWords(sort: Sort): string {
  if (sort === "terminal") return "in a new run";
  return sort === "re-entry" ? "when lifted" : "at once";
}

/** A role of the kind in its own words. */
export function roleTitle(kind: Kind, key: string): string {
  return kind.roles.find((role) => role.key === key)?.title ?? spaced(key);
}

/** A key as words: `release-owner` → release owner. */
export function spaced(key: string): string {
  return key.replaceAll("-", " ");
}

/** A key as a heading: `security-release` → Security release. */
export function headingOf(key: string): string {
  const words = spaced(key);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Who answers a gate. */
export type Answerer = "checks" | "person" | "receiver";

/** Who answers a gate, and the role in words where it is a person. */
export function answererOf(kind: Kind, gate: KindGate): { readonly by: Answerer; readonly who: string } {
  const [by, role] = gate.answeredBy.split(":");
  if (by === "human" && role) return { by: "person", who: roleTitle(kind, role) };
  if (by === "receiver") return { by: "receiver", who: "The receiver" };
  return { by: "checks", who: "The checks" };
}
