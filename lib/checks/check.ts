import type { FactValue } from "../evidence/fact.ts";
import type { Locator } from "../evidence/locator.schema.ts";
import type { Digest } from "../kernel/brand.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import type { ClaimBody, RevisionBody } from "../revision/revision.ts";
import type { CheckName } from "./names.ts";

/** What a check may say. `error` holds like `hold`: nobody overrides a check. */
export type CheckOutcome = "pass" | "hold" | "not-applicable" | "error";

/**
 * One reason of a check. `target` is a path under the packet's page where it is mended (`sources#S2`), "" the room.
 * `annex` is the number of the annex it speaks of; whoever is not cleared reads only that the annex holds.
 */
export interface Reason {
  readonly says: string;
  readonly target: string;
  readonly annex: number | null;
}

/** Name → SHA-256 of what a check looked at; an annex only by its commitment. */
export type Looked = Readonly<Record<string, string>>;

/** The answer of a check. `dueAt` is when the passing of time alone may change it; null where time does not matter. */
export interface CheckResult {
  readonly outcome: CheckOutcome;
  readonly reasons: readonly Reason[];
  readonly looked: Looked;
  readonly dueAt: string | null;
}

export type CheckParams = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A claim with the state that the evidence gives it now. */
export interface JudgedClaim extends Pick<ClaimBody, "id" | "number" | "quote"> {
  readonly sectionKey: string | null;
  readonly state: "untraced" | "supported" | "due" | "drifted" | "contradicted" | "unreachable";
}

/** A source with what freshness and reading say of it now. */
export interface JudgedSource {
  readonly id: string;
  readonly number: number;
  /** Of its newest version, as are the next two; null where it has none. */
  readonly versionId: string | null;
  readonly digest: string | null;
  /** When what it says was true, else when it was received; RFC 3339. */
  readonly effectiveAt: string | null;
  readonly name: string;
  readonly slot: string | null;
  readonly rank: number;
  readonly hasVersion: boolean;
  readonly readable: boolean;
  readonly freshness: "fresh" | "stale" | "unknown" | "no-rule";
  /** When it stops being fresh, RFC 3339; null where no rule says. */
  readonly freshUntil: string | null;
  readonly leanedOn: boolean;
}

export interface JudgedObjection {
  readonly number: number;
  readonly state: string;
  readonly expiresOn: string | null;
  readonly acceptedByRightRole: boolean;
}

/** Facts of one scope: the body (`annex` null) or one annex. */
export interface ScopeFacts {
  readonly annex: number | null;
  readonly commitment: string | null;
  readonly sections: readonly { readonly key: string; readonly characters: number }[];
  readonly claims: readonly JudgedClaim[];
  readonly sources: readonly JudgedSource[];
  readonly objections: readonly JudgedObjection[];
  readonly holds: readonly { readonly number: number; readonly sort: string }[];
  readonly contradictions: readonly {
    readonly key: string;
    readonly onClaim: number | null;
    readonly ranked: boolean;
  }[];
  /** Of the newest version of each source of the scope. */
  readonly facts: readonly {
    readonly key: string;
    readonly value: FactValue;
    readonly source: number;
    readonly locator: Locator;
  }[];
  readonly openSuggestions: number;
}

export interface LaneFacts {
  /** SHA-256 of the lane's present rules. */
  readonly digest: string;
  readonly key: string;
  readonly version: number;
  readonly title: string;
  readonly ownerActive: boolean;
  readonly maxWindowHours: number;
  readonly recipientIds: readonly string[];
}

/** A seat of the packet: who sits in which role. */
export interface Seat {
  readonly accountId: string;
  readonly role: string;
  /** Narrows it to one role of the kind. */
  readonly kindRole?: string | null | undefined;
}

/** What the manifest under approval says, and what is true now, for the checks of the approving act. */
export interface ManifestFacts {
  readonly state: string;
  readonly revisionDigest: string;
  readonly boundMatches: boolean;
  readonly movedBindings: readonly string[];
  readonly requiredSignerIds: readonly string[];
  readonly signedIds: readonly string[];
  readonly ownerApproved: boolean;
}

/** Everything a check may look at: committed packet state, the time, and nothing else. */
export interface CheckInput {
  readonly now: Date;
  readonly kind: Kind;
  readonly packet: {
    readonly windowHours: number;
    readonly artifactOwnerId: string;
    readonly releaseOwnerId: string | null;
  };
  readonly head: {
    readonly number: number;
    readonly digest: string;
    readonly storedDigest: string;
    readonly partsMatch: boolean;
    readonly chainUnbroken: boolean;
    readonly body: RevisionBody;
  } | null;
  /** What a cut now would give, with the head's own parent. */
  readonly candidate: RevisionBody;
  readonly candidateDigest: string;
  readonly scopes: readonly ScopeFacts[];
  readonly lane: LaneFacts | null;
  readonly seats: readonly Seat[];
  readonly contributorIds: readonly string[];
  /** People who may give the release owner's approval now: the owner and delegates in bounds. */
  readonly approverIds: readonly string[];
  readonly manifest: ManifestFacts | null;
  /** The present run of the kind's flow; null where nothing of it was recorded yet. */
  readonly run: RunFacts | null;
  /** What a person is deciding at a gate now; null outside such an act. */
  readonly decision: DecisionFacts | null;
}

/** A gate that was decided in the present run. */
export interface PassedGate {
  readonly gate: string;
  readonly exit: string;
  readonly at: string;
  /** Check name → what it had looked at. */
  readonly looked: Readonly<Record<string, Looked>>;
}

export interface RunFacts {
  readonly number: number;
  /** The source version that began it; null where a person did. */
  readonly triggerVersionId: string | null;
  readonly gates: readonly PassedGate[];
}

export interface DecisionFacts {
  readonly gate: string;
  readonly actorId: string;
  /** The kind roles that the actor holds. */
  readonly roles: readonly string[];
  readonly exit: string;
  /** The record that the actor saw. */
  readonly seenDigest: string;
}

/** A check: pure, total over its input; a thrown error is turned into the outcome `error` by the registry. */
export type CheckFunction = (input: CheckInput, params: CheckParams) => CheckResult;

export interface Check {
  readonly name: CheckName;
  readonly version: number;
  /** The question it answers, for people. */
  readonly title: string;
  /**
   * `state`: looks at the packet only; its outcome goes into the manifest and is compared at approval.
   * `manifest` and `human`: look at the manifest or at who has signed it, so they cannot be in it.
   */
  readonly sees: "state" | "manifest" | "human";
  readonly run: CheckFunction;
}

/** Pass, with what it looked at. */
export function pass(looked: Looked = {}, dueAt: string | null = null): CheckResult {
  return { outcome: "pass", reasons: [], looked, dueAt };
}

/** Not applicable, with the sentence that says why. */
export function notApplicable(says: string): CheckResult {
  return { outcome: "not-applicable", reasons: [reason(says)], looked: {}, dueAt: null };
}

/** Pass where there is no reason, else hold with the reasons. */
export function holdUnlessEmpty(
  reasons: readonly Reason[],
  looked: Looked = {},
  dueAt: string | null = null,
): CheckResult {
  return { outcome: reasons.length === 0 ? "pass" : "hold", reasons, looked, dueAt };
}

/** A reason of the body. */
export function reason(says: string, target = ""): Reason {
  return { says, target, annex: null };
}

/** The named parts of the candidate revision, each with its digest. */
export function partsOf(input: CheckInput, ...names: readonly string[]): Looked {
  const found = names.map((name) => [name, input.candidate.parts[name]] as const);
  return Object.fromEntries(
    found.filter((entry): entry is readonly [string, Digest] => entry[1] !== undefined),
  );
}

/** The named parts, and the commitment of each annex that the check looked into. */
export function lookedInto(input: CheckInput, ...names: readonly string[]): Looked {
  const annexes = input.scopes.flatMap((scope) =>
    scope.annex === null || scope.commitment === null ? [] : [[`annex:A${scope.annex}`, scope.commitment]],
  );
  return { ...partsOf(input, ...names), ...Object.fromEntries(annexes) };
}

/** The earliest of some times (RFC 3339), or null where there is none. */
export function earliest(times: readonly (string | null)[]): string | null {
  return times.filter((time) => time !== null).sort()[0] ?? null;
}

/** A reason of a scope; one of an annex leads to the annex and carries its number. */
export function inScope(scope: ScopeFacts, says: string, target: string): Reason {
  return { says, target: scope.annex === null ? target : `annexes/A${scope.annex}`, annex: scope.annex };
}

/** True where a column says something. */
export function filled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
