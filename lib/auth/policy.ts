// Who may do what. One table, one row an action, and the one function that reads it; nothing else in the code
// decides authority. Pure, so that the whole table can be walked. Rules (docs/spec/authority.md): AU1-AU9.

import type { RefusalCode } from "../refusals/refusal.ts";
import type { WorkspaceRole } from "./actor.ts";
import type { DelegatedAct, LaneRole, PacketRole, PacketState, Relation } from "./roles.ts";

/** One row. Any one of `packet`, `workspace` or `lane` gives the right; `relation` and `named` narrow `packet`. */
export interface PolicyRow {
  /** `member` is anybody signed in; `anyone` also nobody. */
  readonly workspace: readonly (WorkspaceRole | "member" | "anyone")[];
  readonly packet: readonly PacketRole[];
  readonly lane: readonly LaneRole[];
  /** Of those roles, only whoever also is this to the thing itself. */
  readonly relation: Relation | null;
  /** Of those roles, only the one that the kind (residual) or the annex (lifting) names. */
  readonly named: "residual-acceptor" | "annex-lifter" | null;
  /** Delegations that lend the right to somebody who does not hold it. */
  readonly delegate: readonly DelegatedAct[];
  readonly states: readonly PacketState[];
  /** `whole`: the packet or workspace itself; otherwise where the thing may lie. An annex needs clearance. */
  readonly scope: "whole" | "body" | "either" | "annex";
  /** Separation of duties; the kind may relax it. */
  readonly contributors: "any" | "not-as-approver" | "not-as-signer";
  /** Writes: the transaction that decides takes the locks. */
  readonly acts: boolean;
  /** Writes who may do what: takes every member and delegation row of the packet for update. */
  readonly changesAuthority: boolean;
  /** Whether an agent may ever do it on its own (I6). */
  readonly agents: boolean;
}

const ALL: readonly PacketState[] = ["drafting", "frozen", "diverted", "closed"];
const OPEN: readonly PacketState[] = ["drafting", "frozen", "diverted"];
const LIVE: readonly PacketState[] = ["drafting", "frozen"];
const DRAFTING: readonly PacketState[] = ["drafting"];
const FROZEN: readonly PacketState[] = ["frozen"];

const EVERY_ROLE: readonly PacketRole[] = [
  "artifact-owner",
  "release-owner",
  "author",
  "reviewer",
  "observer",
  "required-signer",
  "delegate",
];
const SPEAKERS: readonly PacketRole[] = [
  "artifact-owner",
  "release-owner",
  "author",
  "reviewer",
  "required-signer",
];
const OWNERS: readonly PacketRole[] = ["artifact-owner", "release-owner"];
/** A release owner may draft, and is told before the first keystroke that they then cannot approve. */
const DRAFTERS: readonly PacketRole[] = ["artifact-owner", "author", "release-owner"];
const OBJECTORS: readonly PacketRole[] = ["reviewer", "required-signer", "release-owner"];

const NOBODY: PolicyRow = {
  workspace: [],
  packet: [],
  lane: [],
  relation: null,
  named: null,
  delegate: [],
  states: ALL,
  scope: "whole",
  contributors: "any",
  acts: false,
  changesAuthority: false,
  agents: false,
};

function read(packet: readonly PacketRole[], more: Partial<PolicyRow> = {}): PolicyRow {
  return { ...NOBODY, packet, agents: true, ...more };
}

function act(
  packet: readonly PacketRole[],
  states: readonly PacketState[],
  more: Partial<PolicyRow> = {},
): PolicyRow {
  return { ...NOBODY, packet, states, acts: true, ...more };
}

function inWorkspace(workspace: PolicyRow["workspace"], more: Partial<PolicyRow> = {}): PolicyRow {
  return { ...NOBODY, workspace, ...more };
}

const either = { scope: "either" } as const;
const eitherByAgent = { scope: "either", agents: true } as const;
const authority = { changesAuthority: true } as const;

/** Every action there is. A door names one; a door without one does not pass the test of doors. */
export const ACTIONS = {
  "packet.create": inWorkspace(["member"], { acts: true }),
  "packet.read": read(EVERY_ROLE),
  "packet.ledger": read(EVERY_ROLE, { workspace: ["auditor"] }),
  "packet.edit-text": act(DRAFTERS, DRAFTING, either),
  "packet.edit-details": act(["artifact-owner", "author"], DRAFTING),
  "packet.manage-members": act(["artifact-owner"], LIVE, authority),
  "packet.set-lane": act(OWNERS, LIVE),
  "packet.reopen": act(["artifact-owner"], FROZEN),
  "packet.close": act(["artifact-owner"], ["drafting", "diverted"]),
  "packet.divert": act(["artifact-owner"], DRAFTING),
  "delegation.grant": act(["artifact-owner", "release-owner", "required-signer"], LIVE, authority),
  "delegation.revoke": act(["artifact-owner", "release-owner", "required-signer"], LIVE, authority),

  "document.open": read(EVERY_ROLE, either),
  "read-mark.write": act(EVERY_ROLE, ALL, either),
  "claim.make": act(DRAFTERS, DRAFTING, eitherByAgent),
  "claim.retract": act(DRAFTERS, DRAFTING, either),
  "claim.trace": act(DRAFTERS, LIVE, eitherByAgent),
  "claim.untrace": act(DRAFTERS, LIVE, either),
  "source.read": read(EVERY_ROLE, either),
  "source.add": act([...DRAFTERS, "reviewer", "required-signer"], LIVE, eitherByAgent),
  "source.retire": act(DRAFTERS, LIVE, either),
  "register.write": act(SPEAKERS, LIVE, either),
  "suggestion.make": act(SPEAKERS, DRAFTING, eitherByAgent),
  "suggestion.decide": act(DRAFTERS, DRAFTING, either),

  "objection.raise": act(OBJECTORS, LIVE, eitherByAgent),
  "objection.answer": act(["artifact-owner", "author"], LIVE, either),
  "objection.maintain": act(OBJECTORS, LIVE, { ...either, relation: "raiser", delegate: ["resolve"] }),
  "objection.resolve": act(OBJECTORS, LIVE, { ...either, relation: "raiser", delegate: ["resolve"] }),
  "objection.withdraw": act(OBJECTORS, LIVE, { ...either, relation: "raiser", delegate: ["resolve"] }),
  "objection.accept-residual": act(EVERY_ROLE, LIVE, { ...either, named: "residual-acceptor" }),
  "remark.write": act(SPEAKERS, OPEN, eitherByAgent),
  "hold.open": act(SPEAKERS, LIVE, eitherByAgent),
  "hold.close": act(SPEAKERS, LIVE, either),

  "annex.make": act(["artifact-owner", "author"], DRAFTING),
  "annex.read": read(EVERY_ROLE, { scope: "annex" }),
  "annex.write": act(DRAFTERS, DRAFTING, { scope: "annex" }),
  "annex.clear": act(SPEAKERS, LIVE, {
    scope: "annex",
    relation: "annex-owner",
    changesAuthority: true,
  }),
  "annex.declassify": act(EVERY_ROLE, DRAFTING, { scope: "annex", named: "annex-lifter" }),

  "revision.cut": act(DRAFTERS, LIVE),
  "revision.read": read(EVERY_ROLE),
  "manifest.ask": act(["artifact-owner", "author"], LIVE),
  "manifest.read": read(EVERY_ROLE, { workspace: ["auditor"] }),
  "manifest.decline": act(["release-owner", "required-signer"], FROZEN, { delegate: ["approve", "sign"] }),
  "manifest.approve": act(["release-owner"], FROZEN, {
    delegate: ["approve"],
    contributors: "not-as-approver",
  }),
  "manifest.sign": act(["required-signer"], FROZEN, { delegate: ["sign"], contributors: "not-as-signer" }),

  // Any member may come to a gate; the workflow narrows them to whom the kind names for it.
  "flow.read": read(EVERY_ROLE),
  "flow.start": act(EVERY_ROLE, LIVE),
  "flow.take": act(EVERY_ROLE, LIVE),
  "flow.lift": act(EVERY_ROLE, LIVE),
  "flow.request": act(EVERY_ROLE, ALL),

  "release.read": read(EVERY_ROLE, { workspace: ["auditor"], lane: ["recipient"] }),
  "release.export": read(EVERY_ROLE, { workspace: ["auditor"], lane: ["recipient"] }),
  "release.withdraw": act(["release-owner"], ALL),
  "release.report-finding": act(SPEAKERS, ALL, { lane: ["recipient"] }),

  "lane.read": inWorkspace(["member"]),
  "lane.create": inWorkspace(["admin"], { acts: true }),
  "lane.change": { ...NOBODY, lane: ["lane-owner"], acts: true },
  "ledger.read": inWorkspace(["auditor"]),
  "account.list": inWorkspace(["member"]),
  "account.manage": inWorkspace(["admin"], { acts: true }),
  "key.read": inWorkspace(["admin", "auditor"]),
  "profile.manage": inWorkspace(["member"], { acts: true }),
  "kind.read": inWorkspace(["member"]),
  "home.read": inWorkspace(["member"]),
  "trust.read": inWorkspace(["anyone"]),
  "health.read": inWorkspace(["anyone"]),
  "sign-in": inWorkspace(["anyone"], { acts: true }),
  "set-up": inWorkspace(["anyone"], { acts: true }),
} as const satisfies Record<string, PolicyRow>;

export type Action = keyof typeof ACTIONS;

/** Who asks, as the transaction that acts has just read it. */
export interface Subject {
  readonly kind: "person" | "agent" | "nobody";
  readonly workspaceRoles: ReadonlySet<WorkspaceRole>;
  readonly packetRoles: ReadonlySet<PacketRole>;
  readonly laneRoles: ReadonlySet<LaneRole>;
  readonly relations: ReadonlySet<Relation>;
  readonly delegatedActs: ReadonlySet<DelegatedAct>;
  /** May read the annex that is acted in. Without meaning for the body. */
  readonly cleared: boolean;
  /** Has an edit, accepted suggestion, register row or trace link in the packet. */
  readonly contributed: boolean;
}

/** What is acted on, as the transaction that acts has just read it. */
export interface Resource {
  readonly packetState: PacketState | null;
  readonly scope: "body" | "annex";
  /** The role that the kind or the annex names for an action whose row says `named`. */
  readonly namedRole: string | null;
  readonly approverMayContribute: boolean;
  readonly signersMayContribute: boolean;
}

/** `as`: by what right. A delegate acts on behalf of somebody, and every page says so. */
export type Decision =
  | { readonly allowed: true; readonly as: "self" | "delegate" }
  | { readonly allowed: false; readonly code: RefusalCode };

/** Somebody signed in who is nothing to anything. */
export const OUTSIDER: Subject = {
  kind: "person",
  workspaceRoles: new Set(),
  packetRoles: new Set(),
  laneRoles: new Set(),
  relations: new Set(),
  delegatedActs: new Set(),
  cleared: false,
  contributed: false,
};

/** A live body with nothing special about it. */
export const PLAIN_BODY: Resource = {
  packetState: "drafting",
  scope: "body",
  namedRole: null,
  approverMayContribute: false,
  signersMayContribute: false,
};

/**
 * The one decision. Whoever has no right to the action is told `not-found`, exactly as for what does not exist;
 * only somebody with the right is told that the state of the packet, or their own contribution, stands against it.
 */
export function decide(subject: Subject, action: Action, resource: Resource): Decision {
  const row: PolicyRow = ACTIONS[action];
  if (!mayEver(row, subject)) return deny(subject.kind === "nobody" ? "signed-out" : "not-found");
  if (!scopeAllows(row, subject, resource)) return deny("not-found");
  const as = rightOf(row, subject, resource);
  if (as === null) return deny("not-found");
  const stateCode = stateRefusal(row, resource.packetState);
  if (stateCode !== null) return deny(stateCode);
  if (contributionForbids(row, subject, resource)) return deny("contributor-cannot-approve");
  return { allowed: true, as };
}

function mayEver(row: PolicyRow, subject: Subject): boolean {
  if (subject.kind === "nobody") return row.workspace.includes("anyone");
  return subject.kind === "person" || row.agents;
}

function scopeAllows(row: PolicyRow, subject: Subject, resource: Resource): boolean {
  if (row.scope === "whole") return true;
  if (resource.scope === "body") return row.scope !== "annex";
  return row.scope !== "body" && subject.cleared;
}

/** By what right the subject may do this, or null. An own right goes before a lent one. */
function rightOf(row: PolicyRow, subject: Subject, resource: Resource): "self" | "delegate" | null {
  if (ownRight(row, subject, resource)) return "self";
  const lent = row.delegate.some((act) => subject.delegatedActs.has(act));
  return lent && subject.packetRoles.size > 0 ? "delegate" : null;
}

function ownRight(row: PolicyRow, subject: Subject, resource: Resource): boolean {
  if (row.workspace.includes("anyone")) return true;
  if (row.workspace.includes("member") && subject.kind === "person") return true;
  if (
    row.workspace.some((role) => role !== "member" && role !== "anyone" && subject.workspaceRoles.has(role))
  )
    return true;
  if (row.lane.some((role) => subject.laneRoles.has(role))) return true;
  const held = row.packet.filter((role) => subject.packetRoles.has(role));
  if (held.length === 0) return false;
  if (row.relation !== null && !subject.relations.has(row.relation)) return false;
  return row.named === null || held.some((role) => role === resource.namedRole);
}

function stateRefusal(row: PolicyRow, state: PacketState | null): RefusalCode | null {
  if (state === null || row.states.includes(state)) return null;
  if (state === "frozen") return "packet-frozen";
  if (state === "closed") return "packet-closed";
  return row.states.length === 1 && row.states[0] === "frozen" ? "packet-not-frozen" : "state-conflict";
}

function contributionForbids(row: PolicyRow, subject: Subject, resource: Resource): boolean {
  if (!subject.contributed) return false;
  if (row.contributors === "not-as-approver") return !resource.approverMayContribute;
  return row.contributors === "not-as-signer" && !resource.signersMayContribute;
}

function deny(code: RefusalCode): Decision {
  return { allowed: false, code };
}
