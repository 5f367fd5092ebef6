import { describe, expect, it } from "vitest";
import { ownKinds } from "@/lib/catalogue/catalogue";
import { decidersWords, fitOf, summariseKind } from "./kind-summary";

const { kinds } = await ownKinds();

function kindOf(key: string) {
  const found = kinds.find((entry) => entry.kind.key === key)?.kind;
  if (!found) throw new Error(`no kind ${key}`);
  return found;
}

describe("what fills a packet of a kind", () => {
  it.each([
    ["payments-tokenization-exception", "document"],
    ["message-broker-client-migration-exception", "document"],
    ["deployment-review-staging-record", "fields"],
    ["runtime-support-window-caveat-board", "board"],
    ["release-candidate-evidence-gate", "verdict"],
    ["namespace-pod-security-label-restoration", "record"],
  ])("says %s: %s", (key, fit) => {
    expect(fitOf(kindOf(key))).toBe(fit);
  });
});

describe("who decides", () => {
  it("names the roles of the human gates, and checks where nobody does", () => {
    expect(summariseKind(kindOf("payments-tokenization-exception")).deciders).toEqual(["Release owner"]);
    expect(decidersWords([])).toBe("checks alone");
    expect(decidersWords(["A"])).toBe("A");
    expect(decidersWords(["A", "B", "C"])).toBe("A, B and C");
  });
});
