import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { judgeClaims, type SourceToJudge } from "../claims/judge-claims.ts";
import { EVIDENCE_FORMATS } from "../evidence/format.ts";
import type { Kind, KindRegister } from "../kinds/kind.schema.ts";
import { parseKind } from "../kinds/parse-kind.ts";
import { decideDelegation } from "./delegation.ts";
import { type ActInput, nextAct } from "./next-act.ts";
import { packetPill, releasePill } from "./pill.ts";
import { registersOf, seededRows, validateColumns } from "./registers.ts";
import { decideSeats, holdsKindRole, kindRolesOf, type Seat, seatRoleOf } from "./seats.ts";
import { slugOf } from "./slug.ts";

const FILE = "kinds/co-production-approved-release/payments-tokenization-exception.yaml";

function kind(): Kind {
  const parsed = parseKind(readFileSync(FILE, "utf8"), FILE);
  if (!parsed.ok) throw new Error("the kind does not parse");
  return parsed.value;
}

const seats = (...roles: readonly (readonly [string, Seat["role"]])[]): Seat[] =>
  roles.map(([accountId, role]) => ({ accountId, role }));

describe("seats", () => {
  it("[PK2] keeps apart whom the kind keeps apart, and wants a release owner where it releases", () => {
    const good = seats(["a", "artifact-owner"], ["b", "release-owner"], ["a", "author"]);
    expect(decideSeats(kind(), good).ok).toBe(true);
    expect(decideSeats(kind(), seats(["a", "artifact-owner"], ["a", "release-owner"])).ok).toBe(false);
    expect(decideSeats(kind(), seats(["a", "artifact-owner"])).ok).toBe(false);
    expect(decideSeats(kind(), [...good, ...seats(["a", "author"])]).ok).toBe(false);
  });

  it("[PK2] finds the packet role behind a kind's own words by its weightiest duty", () => {
    const steward = { key: "steward", title: "Steward", min: 0, max: 9, clearance: [], delegable: false };
    const named: Kind = {
      ...kind(),
      roles: [...kind().roles, { ...steward, duties: ["review", "receive"], mustDifferFrom: [] }],
    };
    expect(seatRoleOf(named, "steward")).toBe("reviewer");
    expect(seatRoleOf(named, "artifact-owner")).toBe("artifact-owner");
    expect(seatRoleOf(named, "nobody-knows")).toBe("observer");
    const reviewer = { roles: new Set(["reviewer"]), kindRoles: kindRolesOf(named, [{ role: "reviewer" }]) };
    expect(holdsKindRole(named, reviewer, "steward")).toBe(true);
  });
});

describe("a seat narrowed to one role of the kind", () => {
  const role = (key: string, duties: Kind["roles"][number]["duties"], apart: readonly string[] = []) => ({
    ...{ key, title: key, duties, min: 0, max: 9, clearance: [], delegable: false },
    mustDifferFrom: [...apart],
  });
  const named = (): Kind => ({
    ...kind(),
    roles: [...kind().roles, role("legal", ["review"], ["drafter"]), role("drafter", ["draft"])],
  });
  const owners = seats(["a", "artifact-owner"], ["b", "release-owner"]);
  const reviewing = (kindRole: string | null): Seat => ({ accountId: "c", role: "reviewer", kindRole });

  it("[PK27] holds that role and no other of its seat, but every one where it is not narrowed", () => {
    expect([...kindRolesOf(named(), [reviewing("legal")])]).toEqual(["legal"]);
    expect([...kindRolesOf(named(), [reviewing(null)])]).toEqual(["reviewer", "legal"]);
    const held = { roles: new Set(["reviewer"]), kindRoles: new Set(["legal"]) };
    expect(holdsKindRole(named(), held, "reviewer")).toBe(false);
    expect(holdsKindRole(named(), held, "observer")).toBe(false);
    expect(holdsKindRole(named(), held, "legal")).toBe(true);
  });

  it("[PK27] is of a role that its seat holds, and is kept apart by what it holds", () => {
    expect(decideSeats(named(), [...owners, reviewing("legal")]).ok).toBe(true);
    expect(decideSeats(named(), [...owners, reviewing("drafter")]).ok).toBe(false);
    expect(decideSeats(named(), [...owners, reviewing("nobody-knows")]).ok).toBe(false);
    const drafting: Seat = { accountId: "c", role: "author", kindRole: "drafter" };
    expect(decideSeats(named(), [...owners, reviewing("legal"), drafting]).ok).toBe(false);
    expect(decideSeats(named(), [...owners, reviewing("reviewer"), drafting]).ok).toBe(true);
    const apart = { ...named(), roles: [...named().roles, role("counsel", ["review"], ["legal"])] };
    expect(decideSeats(apart, [...owners, reviewing("counsel")]).ok).toBe(true);
    expect(decideSeats(apart, [...owners, reviewing(null)]).ok).toBe(false);
    const plain: Seat = { accountId: "c", role: "author", kindRole: "author" };
    expect(decideSeats(named(), [...owners, reviewing("legal"), plain]).ok).toBe(true);
  });
});

describe("lending an approval", () => {
  it("[PK14] goes to nobody whom either role keeps apart, by the roles that lender and delegate are narrowed to", () => {
    const signing = (key: string, delegable: boolean, apart: readonly string[]): Kind["roles"][number] => ({
      ...{ key, title: key, duties: ["sign"], min: 1, max: 3, clearance: [], delegable },
      mustDifferFrom: [...apart],
    });
    const roles = [...kind().roles, signing("command", true, ["release-owner"]), signing("legal", false, [])];
    const sits = (accountId: string, role: Seat["role"], kindRole: string | null = null): Seat => ({
      ...{ accountId, role, kindRole },
    });
    const lend = (fromId: string, toId: string, act: "approve" | "sign") =>
      decideDelegation({
        ...{ kind: { ...kind(), roles }, byId: fromId, fromId, toId, act, now: new Date(0) },
        notAfter: new Date(86_400_000),
        seats: [
          ...seats(["a", "artifact-owner"], ["r", "release-owner"], ["w", "reviewer"]),
          ...[sits("c", "required-signer", "command"), sits("l", "required-signer", "legal")],
        ],
      }).ok;
    expect(lend("r", "w", "approve")).toBe(true);
    expect(lend("r", "l", "approve")).toBe(true);
    expect(lend("r", "c", "approve")).toBe(false);
    expect(lend("c", "w", "sign")).toBe(true);
    expect(lend("l", "w", "sign")).toBe(false);
  });
});

describe("registers", () => {
  it("[PK1] seeds the kind's options and blocked paths in their order, and keeps the kind's own shape", () => {
    const rows = seededRows(kind());
    expect(rows.filter((row) => row.register === "options").map((row) => [row.ordinal, row.key])).toEqual([
      [1, "grant-bounded"],
      [2, "reject"],
      [3, "narrow"],
    ]);
    expect(registersOf(kind()).find((register) => register.key === "open-questions")?.rowOwner).toBe(true);
  });

  const columns: KindRegister["columns"] = [
    { key: "count", title: "Count", type: "number", required: true },
    { key: "done", title: "Done", type: "boolean", required: false },
    { key: "by", title: "By", type: "date", required: false },
    { key: "mood", title: "Mood", type: "enum", values: ["calm"], required: false },
    { key: "sum", title: "Sum", type: "digest", required: false },
  ];
  const definition: KindRegister = {
    ...{ key: "r", title: "R", columns, addBy: [], editBy: [], rowOwner: false },
    ...{ required: false, bound: true },
  };

  it("[PK11] reads what a form spells, and nothing that only looks like it", () => {
    const good = validateColumns(definition, { count: "12", done: "true", by: "2026-02-28", mood: "calm" });
    expect(good).toEqual({ ok: true, value: { count: 12, done: true, by: "2026-02-28", mood: "calm" } });
  });

  it.each([
    [{ count: "" }, "columns.count"],
    [{ count: "1e400" }, "columns.count"],
    [{ count: " 1" }, "columns.count"],
    [{ count: 1, by: "2026-02-30" }, "columns.by"],
    [{ count: 1, mood: "loud" }, "columns.mood"],
    [{ count: 1, sum: "ABC" }, "columns.sum"],
    [{ count: 1, done: "yes" }, "columns.done"],
    [{ count: 1, other: "x" }, "columns.other"],
    [{ count: 1, toString: "x" }, "columns.toString"],
  ])("[PK11] refuses %j and names %s", (input, field) => {
    const outcome = validateColumns(definition, input);
    expect(outcome.ok ? [] : Object.keys(outcome.error)).toEqual([field]);
  });
});

describe("claims of two scopes", () => {
  it("[CL24] judges a body claim by the body's sources alone", () => {
    const now = new Date("2026-11-21T00:00:00Z");
    const locator = { kind: "line-range", start: 1, end: 1 } as const;
    const source = (id: string, annexId: string | null, value: number): SourceToJudge => ({
      ...{ id, annexId, slotKey: null, rank: annexId ? 2 : 1, retiredAt: null },
      versions: [
        {
          id: `${id}-v1`,
          receivedAt: now,
          content: {
            ...{
              digest: "0".repeat(64),
              size: 1,
              mediaType: EVIDENCE_FORMATS.junit.mediaType,
              fileName: null,
            },
            ...{ format: "junit", formatVersion: null, status: "extracted", problems: [], effectiveAt: null },
            facts: [{ key: "junit.failures", value, locator, about: [] }],
          },
        },
      ],
    });
    const claim = {
      ...{ id: "c", annexId: null },
      content: {
        quote: "none failed",
        blockId: null,
        assertion: { key: "junit.failures", op: "=", value: 0 } as const,
      },
      links: [
        { id: "l", sourceVersionId: "s-v1", content: { locator, excerpt: "0", digest: "1".repeat(64) } },
      ],
    };
    const alone = judgeClaims(kind(), [source("s", null, 0)], [claim], { now, fields: new Map() });
    const beside = judgeClaims(kind(), [source("s", null, 0), source("a", "annex", 9)], [claim], {
      now,
      fields: new Map(),
    });
    expect(alone.claims.get("c")?.state).toBe("supported");
    expect(beside.claims.get("c")).toEqual(alone.claims.get("c"));
    const inside = judgeClaims(
      kind(),
      [source("s", null, 0), source("a", "annex", 9)],
      [{ ...claim, annexId: "annex" }],
      { now, fields: new Map() },
    );
    expect(inside.claims.get("c")?.state).toBe("contradicted");
  });
});

describe("whose turn it is", () => {
  const base: ActInput = {
    ...{
      slug: "p",
      releases: true,
      roles: new Set(["author"]),
      state: "drafting",
      manifest: null,
      headNumber: null,
    },
    ...{ headCurrent: false, ready: null, flow: null, answeredMine: [], unanswered: [] },
  };
  const pending = { state: "pending", reason: null, revisionNumber: 4, signedByMe: false, signersLeft: 0 };

  it("[PK20] asks signers first, then the release owner, and nobody else while approval is pending", () => {
    const frozen = { ...base, state: "frozen", manifest: pending, headNumber: 4, headCurrent: true };
    expect(nextAct({ ...frozen, roles: new Set(["release-owner"]) })?.title).toBe("Approve r4");
    const early = { ...frozen, manifest: { ...pending, signersLeft: 1 } };
    expect(nextAct({ ...early, roles: new Set(["release-owner"]) })).toBeNull();
    expect(nextAct({ ...early, roles: new Set(["required-signer"]) })?.title).toBe("Sign r4");
    expect(nextAct(frozen)).toBeNull();
  });

  it("[PK20] asks nobody anything while what is written is what was approved", () => {
    const approved = { ...pending, state: "approved" };
    const released = { ...base, manifest: approved, headNumber: 4, headCurrent: true, ready: true };
    expect(nextAct(released)).toBeNull();
    expect(nextAct({ ...released, headCurrent: false })?.title).toBe("Cut a revision");
    expect(nextAct({ ...released, headNumber: 5 })?.title).toBe("Ask for approval");
  });

  it("[PK20] names the reason of a decline and offers the next cut", () => {
    const declined = { ...pending, state: "declined", reason: "Too wide." };
    const act = nextAct({ ...base, manifest: declined, headNumber: 4 });
    expect(act).toMatchObject({ act: "cut", turn: true });
    expect(act?.why).toContain("Too wide.");
  });

  it("[PK20] sends whoever writes a packet that releases nothing to its flow, never to an approval", () => {
    const record = { ...base, releases: false, headNumber: 1, headCurrent: true, ready: true };
    expect(nextAct(record)).toMatchObject({ href: "/packets/p/flow", act: null, turn: false });
  });

  it("[PK20] sends whoever a flow waits for to it, before anything that could merely be done", () => {
    const flow = { title: "Lift the hold", why: "Wait for comparison runs", turn: true };
    expect(nextAct({ ...base, flow })).toMatchObject({
      title: "Lift the hold",
      href: "/packets/p/flow",
      turn: true,
    });
    const frozen = { ...base, flow, state: "frozen", manifest: pending, headNumber: 4, headCurrent: true };
    expect(nextAct(frozen)).toBeNull();
    expect(nextAct({ ...base, flow, unanswered: [3] })?.title).toBe("Answer O3");
  });

  it("[PK20] puts an answered objection with its raiser and an unanswered one with the authors", () => {
    expect(nextAct({ ...base, roles: new Set(["reviewer"]), answeredMine: [2] })?.title).toBe("Decide on O2");
    expect(nextAct({ ...base, unanswered: [3] })?.title).toBe("Answer O3");
    expect(nextAct({ ...base, roles: new Set(["reviewer"]), unanswered: [3] })).toBeNull();
  });
});

describe("pills", () => {
  const now = new Date("2026-11-21T00:00:00Z");
  const open = { state: "open", onHold: false, closesAt: new Date("2026-11-22T00:00:00Z") };

  it("[PK21] lets the clock end a release before anybody has written that it ended", () => {
    expect(releasePill(open, now)).toBe("Released");
    expect(releasePill({ ...open, closesAt: now }, now)).toBe("Expired");
    expect(releasePill({ ...open, onHold: true }, now)).toBe("Held");
    const packet = { manifestState: "pending", release: open, revisions: 1, openObjections: 0, now };
    expect(packetPill(packet)).toBe("Awaiting approval");
    expect(packetPill({ ...packet, manifestState: "approved" })).toBe("Released");
  });

  it("[PK3] gives a slug that says the title and cannot collide", () => {
    const id = "0f1e2d3c-0000-4000-8000-000000000000";
    expect(slugOf("Éxception — für Zug 26.4!", id)).toBe("exception-fur-zug-26-4-0f1e2d3c");
    expect(slugOf("名前", id)).toBe("packet-0f1e2d3c");
  });
});
