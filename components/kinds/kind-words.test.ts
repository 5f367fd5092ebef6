import { describe, expect, it } from "vitest";
import { ownKinds } from "@/lib/catalogue/catalogue";
import { freshnessWords, paramWords, spanWords } from "./kind-words";

const { kinds } = await ownKinds();

describe("a kind in words", () => {
  it.each([
    [1, "1 minute"],
    [90, "90 minutes"],
    [60, "1 hour"],
    [72 * 60, "3 days"],
    [26 * 60, "26 hours"],
  ])("says %d minutes as %s", (minutes, words) => {
    expect(spanWords(minutes)).toBe(words);
  });

  it("says how current evidence has to be", () => {
    expect(freshnessWords(null)).toBe("any age");
    expect(freshnessWords({ form: "max-age", hours: 336 })).toBe("at most 14 days old");
    expect(freshnessWords({ form: "cadence", minutes: 30 })).toBe("a new one every 30 minutes");
  });

  it("leaves no key of a slot or role in what a check looks at", () => {
    for (const { kind } of kinds) {
      for (const check of kind.gates.flatMap((gate) => gate.checks)) {
        const said = paramWords(kind, check.params).join(" ");
        expect(said, `${kind.key} ${check.check}`).not.toContain("[object");
        if (typeof check.params.of === "string") {
          const label = kind.sources.find((slot) => slot.key === check.params.of)?.label;
          if (label) expect(said).toContain(label);
        }
      }
    }
  });
});
