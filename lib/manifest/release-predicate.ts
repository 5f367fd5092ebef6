import type { CheckInput } from "../checks/check.ts";
import type { BoundCheck } from "../checks/gates.ts";
import type { Digest } from "../kernel/brand.ts";
import { canonicalBytes, canonicalText, type Json } from "../kernel/canonical.ts";
import { saltedDigest } from "../kernel/digest.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { latestClose } from "../lanes/window.ts";
import { isObjectionState, isOpen } from "../objections/machine.ts";
import { type Seat, seatHolds } from "../packet/seats.ts";
import type { RevisionBody } from "../revision/revision.ts";
import type { ReleasePredicate } from "./statement.schema.ts";
import { recipientsDigest } from "./statement.ts";

/** A person as a statement names them. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The lane's present rules. */
export interface LaneNow {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly title: string;
  readonly purpose: string;
  readonly recipientIds: readonly string[];
  readonly exportPolicy: "none" | "bundle";
  readonly maxWindowHours: number;
  readonly methods: readonly ("passkey" | "password")[];
}

/** Everything that a manifest says beside its subject. */
export interface PredicateInput {
  readonly ledgerOrigin: string;
  readonly packet: {
    readonly id: string;
    readonly slug: string;
    readonly title: string;
    readonly windowHours: number;
  };
  readonly kind: Kind;
  readonly kindDigest: Digest;
  readonly number: number;
  readonly revision: { readonly number: number; readonly body: RevisionBody };
  readonly askedBy: Named;
  readonly askedAt: Date;
  readonly lapsesAt: Date;
  readonly lane: LaneNow | null;
  readonly seats: readonly Seat[];
  readonly names: ReadonlyMap<string, string>;
  readonly clearances: readonly { readonly annex: number; readonly accountId: string }[];
  readonly checks: readonly BoundCheck[];
  readonly scopes: CheckInput["scopes"];
  /** 32 bytes that the workspace keeps beside the manifest. */
  readonly salt: Uint8Array;
  readonly supersedes: { readonly manifest: string; readonly revision: string } | null;
}

/** The manifest's predicate, from the packet as it is committed now. */
export function releasePredicate(input: PredicateInput): ReleasePredicate {
  const { packet, kind, lane } = input;
  const body = input.revision.body;
  return {
    ledgerOrigin: input.ledgerOrigin,
    packet: { id: packet.id, slug: packet.slug, title: packet.title },
    kind: { key: kind.key, version: kind.version, digest: input.kindDigest },
    number: input.number,
    revision: { number: input.revision.number, parent: body.parent, parts: { ...body.parts } },
    askedBy: input.askedBy,
    askedAt: input.askedAt.toISOString(),
    lapsesAt: input.lapsesAt.toISOString(),
    lane: lane && laneOf(lane),
    window: {
      hours: packet.windowHours,
      closesNoLaterThan: latestClose(input.lapsesAt, packet.windowHours).toISOString(),
    },
    ...partsOf(body, input.scopes),
    ...peopleDigests(input),
    checks: input.checks.map(({ check, version, gate, outcome, looked, dueAt }) => {
      return { check, version, gate, outcome, looked: { ...looked }, dueAt };
    }),
    ...signersOf(input),
    methods: [...(lane?.methods ?? (["passkey"] as const))],
    separationOfDuties: {
      approverMayContribute: kind.approval.approverMayContribute,
      signersMayContribute: kind.approval.signersMayContribute,
    },
    supersedes: input.supersedes && { ...input.supersedes },
    stopBoundary: {
      statement: body.stopBoundary.statement,
      deniedActions: body.stopBoundary.deniedActions.map(({ key, text }) => ({ key, text })),
    },
  };
}

function laneOf(lane: LaneNow): NonNullable<ReleasePredicate["lane"]> {
  const { id, key, version, title, purpose, exportPolicy, maxWindowHours, recipientIds } = lane;
  return {
    ...{ id, key, version, title, purpose, exportPolicy, maxWindowHours },
    recipientsDigest: recipientsDigest(recipientIds),
    recipientCount: new Set(recipientIds).size,
  };
}

function partsOf(body: RevisionBody, scopes: CheckInput["scopes"]) {
  const part = (name: string) => body.parts[name] ?? "";
  const active = (rows: RevisionBody["options"]) =>
    rows.filter((row) => row.state === "active").map((row) => row.key);
  const claims = scopes.find((scope) => scope.annex === null)?.claims ?? [];
  return {
    optionSet: { digest: part("option-set"), selected: active(body.options) },
    blockedPaths: { digest: part("blocked-paths"), keys: active(body.blockedPaths) },
    claimTrace: {
      digest: part("claim-trace"),
      claims: body.claims.length,
      untraced: claims.filter((claim) => claim.state === "untraced").length,
    },
    objectionLedger: {
      digest: part("objection-ledger"),
      open: body.objections.filter(({ state }) => isObjectionState(state) && isOpen(state)).length,
      residual: body.objections.filter(({ state }) => state === "accepted-as-residual").length,
    },
    annexBoundary: {
      digest: part("annex-boundary"),
      annexes: body.annexes.map(({ number, commitment }) => ({ number, commitment })),
    },
  };
}

function peopleDigests({ seats, clearances, salt }: PredicateInput) {
  const sorted = <T>(list: readonly T[]) => list.map((one) => canonicalText(one)).sort();
  return {
    membersDigest: saltedDigest(
      salt,
      canonicalBytes(
        sorted(
          seats.map(({ accountId, role, kindRole }) =>
            kindRole ? { accountId, role, kindRole } : { accountId, role },
          ),
        ),
      ),
    ),
    clearancesDigest: saltedDigest(salt, canonicalBytes(sorted(clearances))),
  };
}

function signersOf({
  kind,
  seats,
  names,
}: PredicateInput): Pick<ReleasePredicate, "releaseOwner" | "requiredSigners"> {
  const named = (id: string): Named => ({ id, name: names.get(id) ?? "unknown" });
  const owner = seats.find((seat) => seat.role === "release-owner");
  const seen = new Set<string>();
  const requiredSigners = kind.approval.requiredSigners.flatMap((key) => {
    const people = seats.filter((seat) => seatHolds(kind, seat, key) && !seen.has(seat.accountId));
    for (const seat of people) seen.add(seat.accountId);
    return people.map((seat) => ({ ...named(seat.accountId), as: key }));
  });
  return {
    releaseOwner: kind.approval.releaseOwner && owner ? named(owner.accountId) : null,
    requiredSigners,
  };
}

/** What each binding is called on the screen, and what of the predicate it is compared by. */
const BINDINGS: Readonly<Record<string, (predicate: ReleasePredicate) => Json>> = {
  "The revision": ({ revision }) => revision as unknown as Json,
  "The packet": ({ packet }) => packet,
  "The kind": ({ kind }) => kind,
  "The lane": ({ lane }) => lane,
  "The window": ({ window }) => window.hours,
  "The option set": ({ optionSet }) => optionSet.digest,
  "The blocked paths": ({ blockedPaths }) => blockedPaths.digest,
  "The claim trace": ({ claimTrace }) => claimTrace.digest,
  "The objection ledger": ({ objectionLedger }) => objectionLedger.digest,
  "The annex boundary": ({ annexBoundary }) => annexBoundary.digest,
  "Who takes part": ({ membersDigest }) => membersDigest,
  "Who is cleared": ({ clearancesDigest }) => clearancesDigest,
  "Who must sign": ({ releaseOwner, requiredSigners }) => [
    releaseOwner?.id ?? null,
    requiredSigners.map(({ id, as }) => ({ id, as })),
  ],
  "How it may be signed": ({ methods }) => methods,
  "Separation of duties": ({ separationOfDuties }) => separationOfDuties,
  "The stop boundary": ({ stopBoundary }) => stopBoundary as unknown as Json,
  "A check": ({ checks }) => checks.map(({ check, version, outcome }) => ({ check, version, outcome })),
};

/** Which bindings of a manifest the packet no longer has, in words; empty where it still has them all. */
export function movedBindings(asked: ReleasePredicate, now: ReleasePredicate): readonly string[] {
  return Object.entries(BINDINGS)
    .filter(([, of]) => canonicalText(of(asked)) !== canonicalText(of(now)))
    .map(([name]) => name);
}
