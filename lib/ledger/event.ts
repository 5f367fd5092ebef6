// The leaf of the ledger, `countersign.dev/ledger-event/v1`. Rules: docs/spec/ledger.md LG6–LG9.
// A leaf can never be changed, so it holds identifiers and digests and no words that people wrote: those stand
// beside it, bound by a salted digest, and can be withheld or erased.

import { canonicalBytes, type Json } from "../kernel/canonical.ts";

export const LEDGER_EVENT_SCHEMA = "countersign.dev/ledger-event/v1";

/** Every governed event. Fixed: a type that was not recorded cannot be recovered later. */
export const LEDGER_EVENT_TYPES = [
  "packet created",
  "member changed",
  "clearance changed",
  "delegation changed",
  "lane changed",
  "kind changed",
  "key changed",
  "passkey changed",
  "account changed",
  "workspace role changed",
  "agent grant changed",
  "register row",
  "claim traced",
  "claim untraced",
  "annex made",
  "annex declassified",
  "frozen",
  "reopened",
  "closed",
  "text erased",
  "source added",
  "source superseded",
  "ready",
  "check result changed",
  "hold opened",
  "hold closed",
  "objection raised",
  "objection answered",
  "objection maintained",
  "objection resolved",
  "objection withdrawn",
  "objection accepted as residual",
  "suggestion accepted",
  "suggestion rejected",
  "cut",
  "manifest asked",
  "manifest held",
  "manifest declined",
  "manifest superseded",
  "manifest lapsed",
  "approved",
  "released",
  "release expired",
  "release superseded",
  "release withdrawn",
  "delivery opened",
  "delivery refused",
  "handoff",
  "diverted",
  "finding after release",
  "intake outcome",
  "drill",
  "flow started",
  "gate decided",
  "sink lifted",
  "action refused",
  "delta notices sent",
  "annex event",
] as const;

export type LedgerEventType = (typeof LEDGER_EVENT_TYPES)[number];

/** Through which door an act came; `system` for what nobody did by hand. */
export const LEDGER_DOORS = ["web", "api", "collab", "system"] as const;

export type LedgerDoor = (typeof LEDGER_DOORS)[number];

/** What a workflow hands to `record`. `actor` null is the system. */
export interface LedgerEventInput {
  readonly type: LedgerEventType;
  readonly actor: { readonly id: string; readonly through: Exclude<LedgerDoor, "system"> } | null;
  /** Account id of whoever the actor stands in for. */
  readonly onBehalfOf?: string | undefined;
  readonly packetId?: string | undefined;
  /** Given for anything that happened inside an annex: its leaf then says only *annex event*. */
  readonly annexId?: string | undefined;
  /** Name → digest of what the event speaks of, in clear in the leaf (for an annex event, sealed with the rest). */
  readonly subjects?: Readonly<Record<string, string>> | undefined;
  /** Words for people. Stored beside the leaf and bound by a salted digest. */
  readonly text?: { readonly [name: string]: Json } | undefined;
}

/** Everything that one leaf says. Ids are account and packet ids; times are RFC 3339 UTC with milliseconds. */
export interface OpenLeaf {
  readonly type: LedgerEventType;
  readonly at: string;
  readonly actor: string | null;
  readonly onBehalfOf: string | null;
  readonly through: LedgerDoor;
  readonly packet: string | null;
  /** `body` for an event of a packet, null for one of the workspace. An annex's scope is never shown. */
  readonly scope: "body" | null;
  readonly subjects: Readonly<Record<string, string>>;
  /** HMAC-SHA256 of the canonical text under its own salt, or null where there is no text. */
  readonly textDigest: string | null;
}

/** The canonical bytes of an ordinary leaf. */
export function encodeLeaf(leaf: OpenLeaf): Uint8Array {
  const { type, at, actor, onBehalfOf, through, packet, scope, subjects, textDigest } = leaf;
  return canonicalBytes({
    schema: LEDGER_EVENT_SCHEMA,
    ...{ type, at, actor, onBehalfOf, through, packet, scope, subjects, textDigest },
  });
}

/** The canonical bytes of an annex event's leaf: time, packet and a salted digest of all else. */
export function encodeAnnexLeaf(leaf: { at: string; packet: string; textDigest: string }): Uint8Array {
  const { at, packet, textDigest } = leaf;
  return canonicalBytes({ schema: LEDGER_EVENT_SCHEMA, type: "annex event", at, packet, textDigest });
}

/** The words beside an ordinary leaf, as the bytes that its `textDigest` is taken over. */
export function encodeText(text: { readonly [name: string]: Json }): Uint8Array {
  return canonicalBytes({ text });
}

/** What an annex event's leaf hides, as the bytes that its `textDigest` is taken over and that are sealed. */
export function encodeAnnexText(event: LedgerEventInput): Uint8Array {
  return canonicalBytes({
    type: event.type,
    actor: event.actor?.id ?? null,
    onBehalfOf: event.onBehalfOf ?? null,
    through: event.actor?.through ?? "system",
    scope: event.annexId ?? null,
    subjects: event.subjects ?? {},
    text: event.text ?? {},
  });
}
