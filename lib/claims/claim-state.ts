import type { Contradiction } from "../evidence/contradictions.ts";
import type { Fact } from "../evidence/fact.ts";
import type { Freshness } from "../evidence/freshness.ts";
import type { Locator } from "../evidence/locator.schema.ts";
import type { Located } from "../evidence/resolve.ts";
import { canonicalText } from "../kernel/canonical.ts";
import type { Assertion } from "./assertion.schema.ts";
import { type Evaluation, evaluateAssertion } from "./assertion.ts";

/** The states of a claim, from the one that asks for most to the one that asks for nothing. */
export const CLAIM_STATES = [
  "untraced",
  "contradicted",
  "drifted",
  "unreachable",
  "due",
  "supported",
] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** What is compared of a located place: `Located` serves. */
export type Place = Pick<Located, "digest">;

/** One living trace link with what its source says now. */
export interface TracedLink {
  readonly linkId: string;
  readonly sourceId: string;
  readonly locator: Locator;
  readonly tracedVersionId: string;
  readonly currentVersionId: string;
  /** False where the bytes are gone, damaged, retired or withheld. */
  readonly reachable: boolean;
  /** The place in the version that was traced, and in the newest; null where the locator leads nowhere. */
  readonly traced: Place | null;
  readonly current: Place | null;
  readonly freshness: Freshness["state"];
  /** The facts of the newest version. */
  readonly facts: readonly Fact[];
}

/** Why a claim is in its state; `linkId` is null for what concerns the claim as a whole. */
export interface ClaimReason {
  readonly state: ClaimState;
  readonly code:
    | "no-link"
    | "assertion-false"
    | "assertion-not-stated"
    | "assertion-not-comparable"
    | "sources-disagree"
    | "place-changed"
    | "place-gone"
    | "source-unreachable"
    | "locator-unresolved"
    | "evidence-due"
    | "age-unknown"
    | "holds";
  readonly linkId: string | null;
  /** The fact key or contradiction that it is about; null where there is none. */
  readonly key: string | null;
}

/** The state of a claim and every reason, the deciding one first. */
export interface ClaimJudgement {
  readonly state: ClaimState;
  readonly reasons: readonly ClaimReason[];
}

/**
 * Judges a claim from its living links, the newest facts and the contradictions among its packet's sources. The
 * reason that asks for most decides; agreement of one source never hides what another says. Times enter as each
 * link's freshness.
 */
export function judgeClaim(claim: {
  readonly assertion: Assertion | null;
  readonly links: readonly TracedLink[];
  readonly contradictions: readonly Contradiction[];
}): ClaimJudgement {
  if (claim.links.length === 0) {
    return { state: "untraced", reasons: [{ state: "untraced", code: "no-link", linkId: null, key: null }] };
  }
  const reasons = [
    ...claim.links.flatMap((link) => linkReasons(link, claim.assertion)),
    ...assertionReasons(claim.assertion, claim.links),
    ...disagreements(claim),
  ];
  const sorted = reasons.toSorted((a, b) => CLAIM_STATES.indexOf(a.state) - CLAIM_STATES.indexOf(b.state));
  return { state: sorted[0]?.state ?? "supported", reasons: sorted };
}

function linkReasons(link: TracedLink, assertion: Assertion | null): readonly ClaimReason[] {
  const reason = (state: ClaimState, code: ClaimReason["code"]): ClaimReason => {
    return { state, code, linkId: link.linkId, key: null };
  };
  if (!link.reachable) return [reason("unreachable", "source-unreachable")];
  const out: ClaimReason[] = [];
  const moved = movement(link);
  if (moved && !(moved.state === "drifted" && assertion && holds(assertion, link)))
    out.push(reason(...moved.said));
  if (link.freshness === "due") out.push(reason("due", "evidence-due"));
  if (link.freshness === "unknown") out.push(reason("due", "age-unknown"));
  return out.length > 0 ? out : [reason("supported", "holds")];
}

/** How the newest version differs at the link's place, or null where it does not. */
function movement(link: TracedLink): { state: ClaimState; said: [ClaimState, ClaimReason["code"]] } | null {
  if (link.tracedVersionId === link.currentVersionId) {
    return link.current === null
      ? { state: "unreachable", said: ["unreachable", "locator-unresolved"] }
      : null;
  }
  if (link.current === null) return { state: "drifted", said: ["drifted", "place-gone"] };
  if (link.traced?.digest === link.current.digest) return null;
  return { state: "drifted", said: ["drifted", "place-changed"] };
}

function holds(assertion: Assertion, link: TracedLink): boolean {
  return evaluateAssertion(assertion, link.facts).outcome === "holds";
}

/** An assertion must hold wherever a linked source states its fact, and be stated by one of them. */
function assertionReasons(assertion: Assertion | null, links: readonly TracedLink[]): readonly ClaimReason[] {
  const reachable = links.filter((link) => link.reachable);
  if (!assertion || reachable.length === 0) return [];
  const judged = reachable.map((link) => ({ link, evaluation: evaluateAssertion(assertion, link.facts) }));
  const said = judged.flatMap(({ link, evaluation }) => evaluationReason(assertion, link, evaluation));
  const isStated = judged.some(({ evaluation }) => evaluation.reason !== "not-stated");
  if (isStated) return said;
  return [{ state: "unreachable", code: "assertion-not-stated", linkId: null, key: assertion.key }];
}

function evaluationReason(
  assertion: Assertion,
  link: TracedLink,
  evaluation: Evaluation,
): readonly ClaimReason[] {
  const about = { linkId: link.linkId, key: assertion.key };
  if (evaluation.outcome === "fails") return [{ state: "contradicted", code: "assertion-false", ...about }];
  if (evaluation.reason === "not-comparable") {
    return [{ state: "unreachable", code: "assertion-not-comparable", ...about }];
  }
  return evaluation.outcome === "holds" ? [{ state: "supported", code: "holds", ...about }] : [];
}

/** A contradiction touches a claim by the fact it asserts or by the very place it is traced to. */
function disagreements(claim: {
  readonly assertion: Assertion | null;
  readonly links: readonly TracedLink[];
  readonly contradictions: readonly Contradiction[];
}): readonly ClaimReason[] {
  return claim.contradictions.flatMap(({ key, values }) => {
    const touched = claim.links.find((link) =>
      values.some(({ sourceId, locator }) => {
        if (sourceId !== link.sourceId) return false;
        return key === claim.assertion?.key || canonicalText(locator) === canonicalText(link.locator);
      }),
    );
    return touched
      ? [{ state: "contradicted" as const, code: "sources-disagree" as const, linkId: touched.linkId, key }]
      : [];
  });
}
