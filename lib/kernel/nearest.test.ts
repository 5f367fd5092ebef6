import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.ts";

describe("the word somebody meant", () => {
  it("[KI6] is the nearest of the list, or none where nothing is near", () => {
    const words = ["evidence-fresh", "evidence-present", "option-set"];
    expect(nearest("evidence-frosh", words)).toBe("evidence-fresh");
    expect(nearest("optionset", words)).toBe("option-set");
    expect(nearest("lane", words)).toBeNull();
    expect(nearest("", words)).toBeNull();
  });

  it("[KI6] finds a word itself, and one with a letter more", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{4,12}$/), { minLength: 1 }), (words) => {
        for (const word of words) expect(nearest(word, words)).toBe(word);
        expect(nearest(`${words[0]}x`, [words[0] ?? ""])).toBe(words[0]);
      }),
    );
  });
});
