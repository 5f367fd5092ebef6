import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Contradiction } from "../evidence/contradictions.ts";
import type { Fact } from "../evidence/fact.ts";
import { digestOfText } from "../kernel/digest.ts";
import { CLAIM_STATES, judgeClaim, type TracedLink } from "./claim-state.ts";

const place = (text: string) => ({ digest: digestOfText(text) });
const LOCATOR = { kind: "json-pointer", pointer: "/n" } as const;

function failures(value: Fact["value"]): readonly Fact[] {
  return [{ key: "junit.failures", value, about: [], locator: LOCATOR }];
}

function link(changes: Partial<TracedLink> = {}): TracedLink {
  return {
    linkId: "l1",
    sourceId: "s1",
    locator: { kind: "json-pointer", pointer: "/a" },
    tracedVersionId: "v1",
    currentVersionId: "v1",
    reachable: true,
    traced: place("0"),
    current: place("0"),
    freshness: "fresh",
    facts: failures(0),
    ...changes,
  };
}

const NO_FAILURES = { key: "junit.failures", op: "=", value: 0 } as const;
const moved = { currentVersionId: "v2", current: place("1") };

function judge(
  links: readonly TracedLink[],
  assertion: typeof NO_FAILURES | null = null,
  contradictions: readonly Contradiction[] = [],
) {
  const { state, reasons } = judgeClaim({ assertion, links, contradictions });
  expect(reasons[0]?.state).toBe(state);
  return [state, reasons[0]?.code];
}

describe("claim states", () => {
  it("[CL5] without a living link it is untraced, whatever it asserts", () => {
    expect(judge([], NO_FAILURES)).toEqual(["untraced", "no-link"]);
  });

  it("[CL10] with links that hold it is supported", () => {
    expect(judge([link()])).toEqual(["supported", "holds"]);
    expect(judge([link()], NO_FAILURES)).toEqual(["supported", "holds"]);
    expect(judge([link({ currentVersionId: "v2" })])).toEqual(["supported", "holds"]);
  });

  it("[CL7] a newer version that says something else, or nothing, makes it drift", () => {
    expect(judge([link(moved)])).toEqual(["drifted", "place-changed"]);
    expect(judge([link({ ...moved, current: null })])).toEqual(["drifted", "place-gone"]);
    expect(judge([link({ ...moved, traced: null })])).toEqual(["drifted", "place-changed"]);
  });

  it("[CL7] an assertion that holds in the newer version was executed again", () => {
    expect(judge([link(moved)], NO_FAILURES)).toEqual(["supported", "holds"]);
    expect(judge([link({ ...moved, facts: [] }), link({ sourceId: "s2" })], NO_FAILURES)[0]).toBe("drifted");
  });

  it("[CL6] an assertion that is false in any linked source contradicts it", () => {
    expect(judge([link({ facts: failures(2) })], NO_FAILURES)).toEqual(["contradicted", "assertion-false"]);
    expect(judge([link(), link({ linkId: "l2", facts: failures(2) })], NO_FAILURES)[0]).toBe("contradicted");
    expect(judge([link({ ...moved, facts: failures(2) })], NO_FAILURES)[0]).toBe("contradicted");
  });

  it("[CL6] sources that disagree on its fact or its place contradict it, whoever wins", () => {
    const stated = (sourceId: string, value: number) => {
      return { sourceId, sourceVersionId: sourceId, rank: 1, value, locator: LOCATOR };
    };
    const disagreement = (key: string): Contradiction => {
      return { key, values: [stated("s1", 0), stated("s9", 2)], authoritativeSourceId: "s1" };
    };
    expect(judge([link()], NO_FAILURES, [disagreement("junit.failures")])).toEqual([
      "contradicted",
      "sources-disagree",
    ]);
    expect(judge([link()], NO_FAILURES, [disagreement("junit.tests")])[0]).toBe("supported");
    expect(judge([link({ locator: LOCATOR })], null, [disagreement("junit.tests")])[0]).toBe("contradicted");
    expect(judge([link({ sourceId: "s7" })], NO_FAILURES, [disagreement("junit.failures")])[0]).toBe(
      "supported",
    );
  });

  it("[CL8] bytes that cannot be had, or a place that is not there, make it unreachable", () => {
    expect(judge([link({ reachable: false })], NO_FAILURES)).toEqual(["unreachable", "source-unreachable"]);
    expect(judge([link({ current: null, traced: null })])).toEqual(["unreachable", "locator-unresolved"]);
    expect(judge([link(), link({ linkId: "l2", reachable: false })])[0]).toBe("unreachable");
  });

  it("[CL4] an assertion that no linked source states, or that cannot be compared, is no support", () => {
    expect(judge([link({ facts: [] })], NO_FAILURES)).toEqual(["unreachable", "assertion-not-stated"]);
    expect(judge([link({ facts: failures("0") })], NO_FAILURES)).toEqual([
      "unreachable",
      "assertion-not-comparable",
    ]);
    expect(judge([link({ facts: [] }), link({ linkId: "l2" })], NO_FAILURES)[0]).toBe("supported");
  });

  it("[CL9] evidence that is due, or whose age nobody stated, makes it due", () => {
    expect(judge([link({ freshness: "due" })])).toEqual(["due", "evidence-due"]);
    expect(judge([link({ freshness: "unknown" })])).toEqual(["due", "age-unknown"]);
    expect(judge([link({ freshness: "due" })], NO_FAILURES)).toEqual(["due", "evidence-due"]);
  });

  it("[CL10] another link never makes it better", () => {
    const anyLink = fc.record({
      reachable: fc.boolean(),
      freshness: fc.constantFrom("fresh", "due", "unknown" as const),
      currentVersionId: fc.constantFrom("v1", "v2"),
      current: fc.constantFrom(place("0"), place("1"), null),
      facts: fc.constantFrom(failures(0), failures(2), failures("0")),
    });
    const rank = (links: readonly TracedLink[]) =>
      CLAIM_STATES.indexOf(judgeClaim({ assertion: NO_FAILURES, links, contradictions: [] }).state);
    fc.assert(
      fc.property(fc.array(anyLink, { minLength: 1, maxLength: 4 }), anyLink, (some, more) => {
        const links = some.map((changes, i) => link({ ...changes, linkId: `l${i}` }));
        expect(rank([...links, link({ ...more, linkId: "more" })])).toBeLessThanOrEqual(rank(links));
        expect(rank(links.toReversed())).toBe(rank(links));
      }),
    );
  });
});
