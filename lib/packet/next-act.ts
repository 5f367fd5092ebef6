import type { NextActView } from "./views.ts";

/** What the one next act of a reader follows from. `ready` null: readiness was not evaluated. */
export interface ActInput {
  readonly slug: string;
  /** False for a kind that releases nothing: no approval is asked of it, and its gates lead on. */
  readonly releases: boolean;
  readonly roles: ReadonlySet<string>;
  readonly state: string;
  readonly manifest: {
    readonly state: string;
    readonly reason: string | null;
    readonly revisionNumber: number;
    /** The reader's own signature stands under it. */
    readonly signedByMe: boolean;
    readonly signersLeft: number;
  } | null;
  readonly headNumber: number | null;
  /** True where a cut now would give the head again. */
  readonly headCurrent: boolean;
  readonly ready: boolean | null;
  /** Numbers of open objections that the reader raised and that have an answer. */
  readonly answeredMine: readonly number[];
  /** What the reader can do where the packet's flow rests; null where nothing, or somebody else. */
  readonly flow: { readonly title: string; readonly why: string; readonly turn: boolean } | null;
  /** Numbers of open objections that wait for an answer. */
  readonly unanswered: readonly number[];
}

/** An act with how urgent it is: whose turn it is, or merely what could be done. */
export interface NextAct extends NextActView {
  readonly turn: boolean;
}

/** The one next act of a reader, or null where somebody else moves. The nearest to release comes first. */
export function nextAct(input: ActInput): NextAct | null {
  if (input.state === "closed" || input.state === "diverted") return null;
  return signing(input) ?? settling(input) ?? flowing(input) ?? drafting(input);
}

function turn(title: string, href: string | null, why: string, act: NextActView["act"] = null): NextAct {
  return { title, href, act, why, turn: true };
}

function signing({ slug, roles, manifest }: ActInput): NextAct | null {
  if (manifest?.state !== "pending" || manifest.signedByMe) return null;
  const sheet = `/packets/${slug}/approve`;
  const name = `r${manifest.revisionNumber}`;
  if (roles.has("required-signer")) return turn(`Sign ${name}`, sheet, "You are a required signer of it.");
  const approves = roles.has("release-owner") || roles.has("delegate");
  return approves && manifest.signersLeft === 0
    ? turn(`Approve ${name}`, sheet, "Approval is asked, and you decide it.")
    : null;
}

function settling({ slug, roles, answeredMine, unanswered }: ActInput): NextAct | null {
  const [mine] = answeredMine;
  if (mine !== undefined) {
    return turn(
      `Decide on O${mine}`,
      `/packets/${slug}/objections#O${mine}`,
      "Your objection has an answer.",
    );
  }
  const [open] = unanswered;
  if (open !== undefined && drafts(roles)) {
    return turn(`Answer O${open}`, `/packets/${slug}/objections#O${open}`, "A reviewer waits for an answer.");
  }
  return null;
}

function flowing({ slug, flow, manifest }: ActInput): NextAct | null {
  if (flow === null || manifest?.state === "pending") return null;
  return { ...turn(flow.title, `/packets/${slug}/flow`, flow.why), turn: flow.turn };
}

function drafting(input: ActInput): NextAct | null {
  const { slug, roles, manifest, headNumber, headCurrent, ready } = input;
  if (!drafts(roles) || manifest?.state === "pending") return null;
  if (!input.releases) {
    const why = "Its gates lead on from where it rests.";
    return { ...turn("See where it is", `/packets/${slug}/flow`, why), turn: false };
  }
  if (manifest?.state === "declined") {
    const why = `The release owner declined r${manifest.revisionNumber}: ${manifest.reason ?? "no reason given"}`;
    return headCurrent
      ? turn("Mend it", `/packets/${slug}`, why)
      : turn("Cut the next revision", null, why, "cut");
  }
  if (manifest?.state === "held") {
    const why = `The manifest is on hold: ${manifest.reason ?? "something bound moved"}`;
    if (ready === true) return turn("Ask anew", null, why, "ask");
    return turn("See what holds", `/packets/${slug}/readiness`, why);
  }
  if (isApprovedAsWritten(input)) return null;
  if (headNumber === null || !headCurrent) {
    return {
      ...turn("Cut a revision", null, "Fixes the exact text that can be approved.", "cut"),
      turn: false,
    };
  }
  if (ready === true) {
    return turn("Ask for approval", null, `r${headNumber} is ready: no check holds.`, "ask");
  }
  const why = "A check holds before approval can be asked.";
  return { ...turn("See what holds", `/packets/${slug}/readiness`, why), turn: false };
}

/** True where what is written is what was approved: nobody has anything to ask, and nobody waits for anybody. */
export function isApprovedAsWritten({ manifest, headCurrent, headNumber }: ActInput): boolean {
  return manifest?.state === "approved" && headCurrent && manifest.revisionNumber === headNumber;
}

function drafts(roles: ReadonlySet<string>): boolean {
  return roles.has("artifact-owner") || roles.has("author");
}
