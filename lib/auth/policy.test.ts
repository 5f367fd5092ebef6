import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ACTIONS, type Action, decide, OUTSIDER, PLAIN_BODY, type Resource, type Subject } from "./policy.ts";
import { PACKET_ROLES, PACKET_STATES } from "./roles.ts";

const EXPECTED = fileURLToPath(new URL("./policy.expected.txt", import.meta.url));
const LETTERS = { drafting: "D", frozen: "F", diverted: "V", closed: "C" } as const;
const ROLE_AND_MORE = ["", "+raiser", "+annex-owner"] as const;

/** Everybody the table can tell apart: each packet role alone and with a relation, then those with no packet role. */
function everybody(): ReadonlyMap<string, Subject> {
  const out = new Map<string, Subject>([
    ["nobody", { ...OUTSIDER, kind: "nobody" }],
    ["outsider", OUTSIDER],
    ["outsider+raiser", { ...OUTSIDER, relations: new Set(["raiser", "annex-owner"]) }],
    ["auditor", { ...OUTSIDER, workspaceRoles: new Set(["auditor"]) }],
    ["admin", { ...OUTSIDER, workspaceRoles: new Set(["admin"]) }],
    ["lane-owner", { ...OUTSIDER, laneRoles: new Set(["lane-owner"]) }],
    ["recipient", { ...OUTSIDER, laneRoles: new Set(["recipient"]) }],
  ]);
  for (const role of PACKET_ROLES) {
    const subject: Subject = { ...OUTSIDER, packetRoles: new Set([role]) };
    out.set(role, subject);
    for (const more of ROLE_AND_MORE.slice(1)) {
      const relation = more === "+raiser" ? "raiser" : "annex-owner";
      out.set(`${role}${more}`, { ...subject, relations: new Set([relation]) });
    }
    for (const act of ["approve", "sign", "resolve"] as const) {
      out.set(`${role}+lent-${act}`, { ...subject, delegatedActs: new Set([act]) });
    }
  }
  return out;
}

const PLACES: Readonly<Record<string, { resource: Resource; cleared: boolean }>> = {
  body: { resource: { ...PLAIN_BODY, namedRole: "artifact-owner" }, cleared: false },
  "annex, cleared": {
    resource: { ...PLAIN_BODY, scope: "annex", namedRole: "artifact-owner" },
    cleared: true,
  },
  "annex, uncleared": {
    resource: { ...PLAIN_BODY, scope: "annex", namedRole: "artifact-owner" },
    cleared: false,
  },
};

const SIGNED_IN = /^outsider:DFVC auditor:DFVC .* delegate:DFVC$/;

/**
 * One line an action and place: who may, and in which states: D(rafting) F(rozen) di(V)erted C(losed). Places that
 * agree share a line; `signed-in` and `anyone` stand for everybody they name.
 */
function walked(): string {
  const subjects = everybody();
  const lines: string[] = [];
  for (const action of Object.keys(ACTIONS) as Action[]) {
    const places = new Map<string, string[]>();
    for (const [place, { resource, cleared }] of Object.entries(PLACES)) {
      const may = whoMay(subjects, action, resource, cleared);
      places.set(may, [...(places.get(may) ?? []), place]);
    }
    for (const [may, where] of places) {
      lines.push(`${action} | ${where.length === 3 ? "anywhere" : where.join(" or ")} | ${may}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function whoMay(
  subjects: ReadonlyMap<string, Subject>,
  action: Action,
  resource: Resource,
  cleared: boolean,
): string {
  const may: string[] = [];
  for (const [name, subject] of subjects) {
    const plain = name.split("+")[0] ?? name;
    const states = statesOf({ ...subject, cleared }, action, resource);
    const base = subjects.get(plain);
    // Said once: whoever may do as much without the addition.
    const same = plain !== name && base && statesOf({ ...base, cleared }, action, resource) === states;
    if (states !== "" && !same) may.push(`${name}:${states}`);
  }
  const said = may.join(" ");
  if (said.startsWith("nobody:DFVC ") && SIGNED_IN.test(said.slice(12))) return "anyone";
  if (SIGNED_IN.test(said)) return "signed-in";
  return said || "none";
}

function statesOf(subject: Subject, action: Action, resource: Resource): string {
  return PACKET_STATES.filter((packetState) => decide(subject, action, { ...resource, packetState }).allowed)
    .map((state) => LETTERS[state])
    .join("");
}

describe("the whole table", () => {
  it("[AU1] decides exactly what the committed table says, for everybody, everywhere, in every state", () => {
    const now = walked();
    if (process.env.UPDATE_POLICY_TABLE === "1") writeFileSync(EXPECTED, now);
    expect(now).toBe(readFileSync(EXPECTED, "utf8"));
  });

  it("[AU2] tells whoever has no right the same as for what does not exist, in every state", () => {
    for (const action of Object.keys(ACTIONS) as Action[]) {
      for (const packetState of PACKET_STATES) {
        const decision = decide(OUTSIDER, action, { ...PLAIN_BODY, packetState });
        if (!decision.allowed) expect([action, decision.code]).toEqual([action, "not-found"]);
      }
    }
  });

  it("[AU3] names the state only to those who hold the right", () => {
    const author = { ...OUTSIDER, packetRoles: new Set(["author"] as const) };
    const observer = { ...OUTSIDER, packetRoles: new Set(["observer"] as const) };
    const frozen = { ...PLAIN_BODY, packetState: "frozen" } as const;
    expect(decide(author, "packet.edit-text", frozen)).toEqual({ allowed: false, code: "packet-frozen" });
    expect(decide(observer, "packet.edit-text", frozen)).toEqual({ allowed: false, code: "not-found" });
    const closed = { ...PLAIN_BODY, packetState: "closed" } as const;
    expect(decide(author, "packet.edit-text", closed)).toEqual({ allowed: false, code: "packet-closed" });
  });
});

describe("I6: people decide", () => {
  const releaseOwner: Subject = { ...OUTSIDER, packetRoles: new Set(["release-owner"]) };
  const frozen: Resource = { ...PLAIN_BODY, packetState: "frozen" };

  it("[AU4] lets no agent approve, decline, sign, accept a residual, resolve, withdraw, lift, clear or widen", () => {
    const kept: readonly Action[] = [
      "manifest.approve",
      "manifest.decline",
      "manifest.sign",
      "objection.accept-residual",
      "objection.resolve",
      "objection.withdraw",
      "hold.close",
      "annex.clear",
      "annex.declassify",
      "lane.change",
      "packet.manage-members",
      "delegation.grant",
      "release.withdraw",
      "account.manage",
    ];
    for (const action of kept) {
      const agent: Subject = {
        kind: "agent",
        workspaceRoles: new Set(["admin", "auditor"]),
        packetRoles: new Set(PACKET_ROLES),
        laneRoles: new Set(["lane-owner", "recipient"]),
        relations: new Set(["raiser", "annex-owner"]),
        delegatedActs: new Set(["approve", "sign", "resolve"]),
        cleared: true,
        contributed: false,
      };
      for (const packetState of PACKET_STATES)
        for (const scope of ["body", "annex"] as const) {
          const resource = { ...PLAIN_BODY, packetState, scope, namedRole: "artifact-owner" };
          expect([action, decide(agent, action, resource).allowed]).toEqual([action, false]);
        }
    }
  });

  it("[AU5] refuses an approver who contributed, unless the kind relaxes it", () => {
    const subject = { ...releaseOwner, contributed: true };
    const refused = { allowed: false, code: "contributor-cannot-approve" };
    expect(decide(subject, "manifest.approve", frozen)).toEqual(refused);
    expect(decide(subject, "manifest.approve", { ...frozen, approverMayContribute: true }).allowed).toBe(
      true,
    );
    expect(decide(subject, "manifest.decline", frozen).allowed).toBe(true);
    const signer = { ...subject, packetRoles: new Set(["required-signer"] as const) };
    expect(decide(signer, "manifest.sign", frozen)).toEqual(refused);
    expect(decide(signer, "manifest.sign", { ...frozen, signersMayContribute: true }).allowed).toBe(true);
  });

  it("[AU6] lets a delegate act only in what was lent, and says that it was", () => {
    const delegate: Subject = {
      ...OUTSIDER,
      packetRoles: new Set(["delegate"]),
      delegatedActs: new Set(["approve"]),
    };
    expect(decide(delegate, "manifest.approve", frozen)).toEqual({ allowed: true, as: "delegate" });
    expect(decide(delegate, "manifest.sign", frozen).allowed).toBe(false);
    expect(decide(releaseOwner, "manifest.approve", frozen)).toEqual({ allowed: true, as: "self" });
  });
});
