import type { LedgerEventType } from "./event.ts";

/** A family of events that a reader of the ledger may ask for. */
export const LEDGER_FAMILIES = ["packet", "evidence", "objections", "approval", "release", "access"] as const;
export type LedgerFamily = (typeof LEDGER_FAMILIES)[number];

interface Words {
  readonly says: string;
  readonly family: LedgerFamily;
}

const WORDS: Readonly<Record<LedgerEventType, Words>> = {
  "packet created": { says: "made the packet", family: "packet" },
  "member changed": { says: "changed who takes part", family: "access" },
  "clearance changed": { says: "changed a clearance", family: "access" },
  "delegation changed": { says: "changed a delegation", family: "access" },
  "lane changed": { says: "changed the rules of a lane", family: "access" },
  "kind changed": { says: "changed a packet kind", family: "packet" },
  "key changed": { says: "changed a key of the workspace", family: "access" },
  "passkey changed": { says: "changed a passkey", family: "access" },
  "account changed": { says: "changed an account", family: "access" },
  "workspace role changed": { says: "changed a workspace role", family: "access" },
  "agent grant changed": { says: "changed what an agent may do", family: "access" },
  "register row": { says: "wrote a register row", family: "packet" },
  "claim traced": { says: "traced a claim to its source", family: "evidence" },
  "claim untraced": { says: "took a trace away", family: "evidence" },
  "annex made": { says: "made an annex", family: "access" },
  "annex declassified": { says: "declassified an annex", family: "access" },
  frozen: { says: "froze the text", family: "approval" },
  reopened: { says: "reopened the text for editing", family: "approval" },
  closed: { says: "closed the packet", family: "packet" },
  "text erased": { says: "erased words beside an entry", family: "packet" },
  "source added": { says: "added a source", family: "evidence" },
  "source superseded": { says: "added a newer version of a source", family: "evidence" },
  ready: { says: "recorded readiness", family: "approval" },
  "check result changed": { says: "saw a check change its outcome", family: "approval" },
  "hold opened": { says: "opened a hold", family: "approval" },
  "hold closed": { says: "closed a hold", family: "approval" },
  "objection raised": { says: "raised an objection", family: "objections" },
  "objection answered": { says: "answered an objection", family: "objections" },
  "objection maintained": { says: "maintained an objection", family: "objections" },
  "objection resolved": { says: "resolved an objection", family: "objections" },
  "objection withdrawn": { says: "withdrew an objection", family: "objections" },
  "objection accepted as residual": { says: "accepted an objection as a residual", family: "objections" },
  "suggestion accepted": { says: "accepted a suggestion", family: "packet" },
  "suggestion rejected": { says: "rejected a suggestion", family: "packet" },
  cut: { says: "cut a revision", family: "approval" },
  "manifest asked": { says: "asked for approval", family: "approval" },
  "manifest held": { says: "put the manifest on hold", family: "approval" },
  "manifest declined": { says: "declined to approve", family: "approval" },
  "manifest superseded": { says: "superseded a manifest", family: "approval" },
  "manifest lapsed": { says: "let a request for approval lapse", family: "approval" },
  approved: { says: "signed an approval", family: "approval" },
  released: { says: "released the revision to its lane", family: "release" },
  "release expired": { says: "closed a release at the end of its window", family: "release" },
  "release superseded": { says: "superseded a release", family: "release" },
  "release withdrawn": { says: "withdrew a release", family: "release" },
  "delivery opened": { says: "opened the released copy", family: "release" },
  "delivery refused": { says: "was refused the released copy", family: "release" },
  handoff: { says: "handed off: the workflow ended here", family: "release" },
  diverted: { says: "diverted the packet", family: "packet" },
  "finding after release": { says: "recorded a finding after release", family: "release" },
  "intake outcome": { says: "recorded what the intake did", family: "release" },
  drill: { says: "recorded a drill", family: "release" },
  "flow started": { says: "began a run of the flow", family: "packet" },
  "gate decided": { says: "decided a gate", family: "approval" },
  "sink lifted": { says: "lifted a hold of the flow", family: "approval" },
  "action refused": { says: "was refused an action beyond the stop boundary", family: "access" },
  "delta notices sent": { says: "wrote notices of what changed", family: "packet" },
  "annex event": { says: "did something within an annex", family: "access" },
};

/** What an event says after its actor's name: `raised an objection`. */
export function ledgerWords(type: LedgerEventType): string {
  return WORDS[type].says;
}

/** The event types of a family, for a filter. */
export function typesOfFamily(family: LedgerFamily): readonly LedgerEventType[] {
  return (Object.keys(WORDS) as LedgerEventType[]).filter((type) => WORDS[type].family === family);
}

/** The family that an event belongs to. */
export function familyOf(type: LedgerEventType): LedgerFamily {
  return WORDS[type].family;
}
