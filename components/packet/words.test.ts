import { describe, expect, it } from "vitest";
import { sizeWords } from "../sources/source-shelf";
import { digestGroups, shortDigest } from "../ui/digest-text";
import { relativeWords } from "../ui/relative-time";
import { mendHref } from "./mend-href";

const DIGEST = "8f4c71e0".padEnd(64, "a");

describe("how things are worded", () => {
  it("shows a digest in sixteen groups of four and names it by its first eight", () => {
    expect(digestGroups(DIGEST)).toHaveLength(16);
    expect(digestGroups(DIGEST).join("")).toBe(DIGEST);
    expect(shortDigest(DIGEST)).toBe("8f4c 71e0");
  });

  it("says times as people do, before and after now", () => {
    const now = Date.parse("2026-03-22T09:00:00Z");
    expect(relativeWords(now - 20_000, now)).toBe("just now");
    expect(relativeWords(now - 3 * 3_600_000, now)).toBe("3 hours ago");
    expect(relativeWords(now - 86_400_000, now)).toBe("yesterday");
    expect(relativeWords(now + 2 * 86_400_000, now)).toBe("in 2 days");
  });

  it("says sizes without false precision", () => {
    expect(sizeWords(999)).toBe("999 B");
    expect(sizeWords(3_400)).toBe("3.4 kB");
    expect(sizeWords(20_000_000)).toBe("20 MB");
  });

  it("leads every target of a check to a page of the packet", () => {
    expect(mendHref("p", "")).toBe("/packets/p");
    expect(mendHref("p", "sources#S2")).toBe("/packets/p/sources#S2");
    expect(mendHref("p", "annexes/A1")).toBe("/packets/p/annexes/A1");
    expect(mendHref("p", "claims#C3")).toBe("/packets/p?tab=claims#C3");
  });
});
