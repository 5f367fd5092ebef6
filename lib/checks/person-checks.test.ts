import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checked, outcomeOf, recordInput, type SampleRecord } from "../../test/sample-record.ts";

const CHECKS = ["owner-decided", "owner-adopted", "receiver-accepted"] as const;
const RECORD: SampleRecord = { rows: { requests: [{ action: "look" }] } };
const { candidateDigest } = recordInput(RECORD);

function decidedBy(roles: readonly string[], seenDigest: string): SampleRecord {
  return { ...RECORD, decision: { gate: "g", actorId: "a", roles, exit: "Yes", seenDigest } };
}

describe("checks of a person's decision", () => {
  it("[CK47] hold until the person decides, then pass for that role and for the record as it stands", () => {
    const asked = { role: "artifact-owner" };
    for (const name of CHECKS) {
      expect(checked(name, RECORD, asked)).toMatchObject({
        outcome: "hold",
        reasons: [{ says: expect.stringContaining("yet") }],
      });
      expect(outcomeOf(name, decidedBy(["artifact-owner"], candidateDigest), asked)).toBe("pass");
      expect(outcomeOf(name, decidedBy(["author"], candidateDigest), asked)).toBe("hold");
      expect(outcomeOf(name, decidedBy(["artifact-owner"], "another record"), asked)).toBe("hold");
      expect(outcomeOf(name, RECORD)).toBe("error");
    }
  });

  it("[CK47] any decision: it counts exactly where the role and the record seen are those that are asked", () => {
    const role = fc.constantFrom("artifact-owner", "author", "reviewer");
    fc.assert(
      fc.property(
        fc.constantFrom(...CHECKS),
        role,
        fc.uniqueArray(role),
        fc.boolean(),
        (name, asked, roles, seen) => {
          const record = decidedBy(roles, seen ? candidateDigest : "another record");
          const passes = roles.includes(asked) && seen;
          expect(outcomeOf(name, record, { role: asked })).toBe(passes ? "pass" : "hold");
        },
      ),
    );
  });
});
