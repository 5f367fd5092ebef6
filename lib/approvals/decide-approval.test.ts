import { describe, expect, it } from "vitest";
import {
  type CandidateSignature,
  decideSignature,
  emptySeats,
  type GivenSignature,
  type SigningPlan,
  seatsOf,
} from "./decide-approval.ts";

const plan: SigningPlan = {
  releaseOwner: { id: "olga", name: "Olga" },
  requiredSigners: [
    { id: "sami", name: "Sami", as: "lead" },
    { id: "tove", name: "Tove", as: "quality-owner" },
  ],
  methods: ["passkey"],
  separationOfDuties: { approverMayContribute: false, signersMayContribute: false },
};
const by = (
  signerId: string,
  as: string | null,
  more: Partial<CandidateSignature> = {},
): CandidateSignature => ({
  signerId,
  onBehalfOfId: null,
  role: as === null ? "release-owner" : "required-signer",
  as,
  verb: "approve",
  method: "passkey",
  reason: null,
  ...more,
});
const SAMI = by("sami", "lead");
const TOVE = by("tove", "quality-owner");
const OLGA = by("olga", null);

function decide(
  candidate: CandidateSignature,
  given: readonly GivenSignature[] = [],
  more: { plan?: Partial<SigningPlan>; contributors?: readonly string[] } = {},
) {
  const contributorIds = new Set(more.contributors ?? []);
  return decideSignature({ plan: { ...plan, ...more.plan }, given, candidate, contributorIds });
}

function code(decision: ReturnType<typeof decide>): string {
  return decision.ok ? (decision.value.opensRelease ? "opens" : "signs") : decision.error.code;
}

it("[AP9] gives a seat to the person named and to nobody else", () => {
  expect(code(decide(SAMI))).toBe("signs");
  expect(code(decide(by("mallory", "lead")))).toBe("not-found");
  expect(code(decide(by("sami", "quality-owner")))).toBe("not-found");
  expect(code(decide(by("sami", null)))).toBe("not-found");
  expect(code(decide(by("dora", "lead", { onBehalfOfId: "sami" })))).toBe("signs");
  expect(code(decide(by("sami", "lead", { onBehalfOfId: "tove" })))).toBe("not-found");
});

describe("[AP10] counts distinct people", () => {
  const twice: Partial<SigningPlan> = {
    requiredSigners: [
      { id: "sami", name: "Sami", as: "lead" },
      { id: "sami", name: "Sami", as: "quality-owner" },
    ],
  };
  it("so that one person never fills two seats, nor as a delegate", () => {
    expect(code(decide(by("sami", "quality-owner"), [SAMI], { plan: twice }))).toBe("duplicate");
    expect(code(decide(by("sami", "quality-owner", { onBehalfOfId: "tove" }), [SAMI]))).toBe("duplicate");
    expect(
      code(
        decide(by("dora", null, { onBehalfOfId: "olga" }), [
          by("dora", "lead", { onBehalfOfId: "sami" }),
          TOVE,
        ]),
      ),
    ).toBe("duplicate");
  });

  it("and fills a seat once, whether in person or through a delegate", () => {
    expect(code(decide(SAMI, [SAMI]))).toBe("duplicate");
    expect(code(decide(SAMI, [by("dora", "lead", { onBehalfOfId: "sami" })]))).toBe("duplicate");
  });
});

describe("[AP11] the release owner is last, and opens the release", () => {
  it("after every required signer, in any order of theirs", () => {
    expect(code(decide(OLGA))).toBe("signer-missing");
    expect(code(decide(OLGA, [SAMI]))).toBe("signer-missing");
    expect(code(decide(OLGA, [SAMI, TOVE]))).toBe("opens");
    expect(code(decide(OLGA, [TOVE, SAMI]))).toBe("opens");
    expect(code(decide(by("dora", null, { onBehalfOfId: "olga" }), [TOVE, SAMI]))).toBe("opens");
  });

  it("where there is none, the last signature opens it", () => {
    const alone = { plan: { releaseOwner: null } };
    expect(code(decide(SAMI, [], alone))).toBe("signs");
    expect(code(decide(TOVE, [SAMI], alone))).toBe("opens");
  });

  it("and the seats say who is still to sign", () => {
    expect(seatsOf(plan).map((seat) => seat.name)).toEqual(["Sami", "Tove", "Olga"]);
    expect(emptySeats(plan, [SAMI]).map((seat) => seat.name)).toEqual(["Tove", "Olga"]);
  });
});

describe("[AP12] whoever contributed does not approve", () => {
  it("in person, through a delegate or as one", () => {
    expect(code(decide(OLGA, [SAMI, TOVE], { contributors: ["olga"] }))).toBe("contributor-cannot-approve");
    const delegate = by("dora", null, { onBehalfOfId: "olga" });
    expect(code(decide(delegate, [SAMI, TOVE], { contributors: ["olga"] }))).toBe(
      "contributor-cannot-approve",
    );
    expect(code(decide(delegate, [SAMI, TOVE], { contributors: ["dora"] }))).toBe(
      "contributor-cannot-approve",
    );
    expect(code(decide(SAMI, [], { contributors: ["sami"] }))).toBe("contributor-cannot-approve");
  });

  it("unless the kind relaxes it, for signers and owner apart", () => {
    const signers = { separationOfDuties: { approverMayContribute: false, signersMayContribute: true } };
    expect(code(decide(SAMI, [], { plan: signers, contributors: ["sami"] }))).toBe("signs");
    expect(code(decide(OLGA, [SAMI, TOVE], { plan: signers, contributors: ["olga"] }))).toBe(
      "contributor-cannot-approve",
    );
    const owner = { separationOfDuties: { approverMayContribute: true, signersMayContribute: false } };
    expect(code(decide(OLGA, [SAMI, TOVE], { plan: owner, contributors: ["olga"] }))).toBe("opens");
  });

  it("but may decline", () => {
    expect(decide({ ...OLGA, verb: "decline", reason: "No" }, [], { contributors: ["olga"] }).ok).toBe(true);
  });
});

describe("[AP13] a decline", () => {
  it("needs a reason, and may come before others have signed", () => {
    expect(code(decide({ ...OLGA, verb: "decline" }))).toBe("invalid-input");
    expect(code(decide({ ...OLGA, verb: "decline", reason: "  " }))).toBe("invalid-input");
    expect(decide({ ...OLGA, verb: "decline", reason: "Evidence is old" })).toMatchObject({
      ok: true,
      value: { declines: true, opensRelease: false },
    });
  });

  it("ends it: nobody signs after one, and it fills no seat", () => {
    const declined = { ...SAMI, verb: "decline" } as const;
    expect(code(decide(TOVE, [declined]))).toBe("state-conflict");
    expect(emptySeats(plan, [declined])).toHaveLength(3);
  });
});

it("[AP14] takes only the methods that the lane allows", () => {
  expect(code(decide({ ...SAMI, method: "password" }))).toBe("password-not-allowed");
  expect(code(decide({ ...SAMI, method: "password" }, [], { plan: { methods: ["password"] } }))).toBe(
    "signs",
  );
});
