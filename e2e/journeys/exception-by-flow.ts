// The tokenization exception once more, through the Flow tab alone: gates taken one by one, a hold for good, a decline,
// and a new revision each time.

import { randomBytes } from "node:crypto";
import { type Browser, expect, test } from "@playwright/test";
import { type Seat, seat } from "../fixtures/seat.ts";
import { givePassword, openSheet } from "../pages/approval-page.ts";
import { markClaim, traceToFact, writeSections } from "../pages/claim-page.ts";
import {
  askDenied,
  history,
  ledgerSays,
  openFlow,
  readHold,
  takeGate,
  whereItIs,
} from "../pages/flow-page.ts";
import { makeOfKind } from "../pages/gallery-page.ts";
import { open } from "../pages/open.ts";
import { askApproval, cut } from "../pages/packet-pages.ts";
import { roomOn } from "../pages/packet-room.ts";
import { readRelease } from "../pages/release-page.ts";
import { bring } from "../pages/sources-page.ts";
import { REHEARSAL, SUITE } from "./draft.ts";

const COMPLETE =
  "Are the exact packet revision, the objection ledger and the rehearsal evidence complete and current?";
const BINDS =
  "Does the release manifest bind the exact revision, one architecture-review intake lane and the required signers?";
const OWNER =
  "Does the named release owner approve that exact revision for the bounded architecture-review intake?";
const HOLD = "Hold for evidence refresh, comment resolution or supersession";
const TESTED = "The messaging suite ran without a failure.";
const MENDED = "The window is one night.";

interface Exception {
  readonly author: Seat;
  readonly releaseOwner: Seat;
  readonly recipient: Seat;
  readonly title: string;
  readonly slug: string;
}

/** Three revisions, three runs: a hold for lack of evidence, a decline, a release. */
export async function exceptionByFlow(browser: Browser): Promise<void> {
  const exception = await draft(browser);
  await holdWithoutEvidence(exception);
  await mendAndPass(exception);
  await declineIt(exception);
  await releaseIt(exception);
}

async function draft(browser: Browser): Promise<Exception> {
  const [author, releaseOwner, recipient] = await Promise.all([
    seat(browser, "author"),
    seat(browser, "release-owner"),
    seat(browser, "recipient"),
  ]);
  const title = `Tokenization by flow ${randomBytes(3).toString("hex")}`;
  return test.step("The author makes the packet and writes it, without evidence", async () => {
    const slug = await makeOfKind(author.page, {
      search: "#24",
      kind: "Payments tokenization exception",
      title,
      artifactOwner: "Artifact owner",
      releaseOwner: "Release owner",
      members: [["Author", "Author"]],
      lane: "Architecture-review intake",
    });
    await writeSections(author.page, slug, title, {
      "Exception sought": "Train 31 asks to set the rehearsal rule aside for one window.",
      "Test and rehearsal evidence": TESTED,
      "Rollback caveats": "Rolling back restores routing and not tokens.",
      "Architecture comments": "Architecture asked who switches mirroring off.",
      "Residual risk": "Reconciliation of one batch stays manual.",
    });
    return { author, releaseOwner, recipient, title, slug };
  });
}

async function holdWithoutEvidence({ author: { page }, slug }: Exception): Promise<void> {
  await test.step("Cutting r1 begins a run; its first gate stops for good, and says what to do instead", async () => {
    await cut(page, slug, 1);
    await takeGate(page, slug, {
      question: COMPLETE,
      says: "No",
      because: ["Required evidence is there"],
    });
    await readHold(page, slug, {
      title: HOLD,
      sort: "terminal",
      owner: "Artifact owner",
      leads: "Cut a new revision: it begins a new run.",
    });
    await expect(page.getByRole("button", { name: "Lift the hold" })).toHaveCount(0);
  });
}

async function mendAndPass({ author: { page }, slug, title }: Exception): Promise<void> {
  await test.step("With evidence, r2 passes both gates of the checks", async () => {
    await bring(page, slug, [
      { slot: "test-evidence", file: SUITE },
      { slot: "rehearsal-evidence", file: REHEARSAL },
    ]);
    await open(page, `/packets/${slug}`);
    await roomOn(page, title).saved();
    await markClaim(page, title, TESTED, { key: "junit.failures", value: "0" });
    await traceToFact(page, slug, 1, { source: "TESTS-TestSuites.xml", fact: "junit.failures" });
    await cut(page, slug, 2);
    await takeGate(page, slug, { question: COMPLETE, says: "Yes" });
    await takeGate(page, slug, { question: BINDS, says: "Yes" });
    await expect(page.getByText("This gate is answered by signing")).toBeVisible();
  });
}

async function declineIt({ author, releaseOwner, slug, title }: Exception): Promise<void> {
  const reason = "Say how long the window is.";
  await test.step("The release owner declines r2; the flow takes the adverse exit with the reason", async () => {
    await askApproval(author.page, slug);
    await openFlow(releaseOwner.page, slug);
    await releaseOwner.page.getByRole("link", { name: "Open the approval sheet" }).click();
    const sheet = await openSheet(releaseOwner.page, slug, 2);
    await sheet.decline(reason);
    const { page } = author;
    await readHold(page, slug, {
      title: HOLD,
      sort: "terminal",
      owner: "Artifact owner",
      leads: "Cut a new revision",
    });
    await expect(history(page).first()).toContainText(OWNER);
    await expect(history(page).first()).toContainText(reason);
    await expect(history(page).first()).toContainText("Release owner");
  });
  await test.step("What was asked is written, and r3 begins the third run", async () => {
    const { page } = author;
    await open(page, `/packets/${slug}`);
    await roomOn(page, title).write("Exception sought", MENDED);
    await cut(page, slug, 3);
    await openFlow(page, slug);
    await expect(page.getByText(/run 3, step 1/)).toBeVisible();
    await expect(whereItIs(page)).toContainText(COMPLETE);
  });
}

async function releaseIt({ author, releaseOwner, recipient, slug, title }: Exception): Promise<void> {
  await test.step("Asking takes the gates of r3, and the approval takes the last", async () => {
    await askApproval(author.page, slug);
    const sheet = await openSheet(releaseOwner.page, slug, 3);
    await givePassword(releaseOwner.page);
    const release = await sheet.release();
    await openFlow(author.page, slug);
    await expect(whereItIs(author.page)).toContainText("resequencing and adjudication stay blocked");
    await expect(author.page.getByRole("heading", { name: "Run 3" })).toBeVisible();
    await readRelease(recipient.page, release, { title, digest: sheet.digest, words: [MENDED, TESTED] });
  });
  await test.step("Executing the cutover is refused, and that it was asked is recorded", async () => {
    await askDenied(author.page, slug, "Execute the cutover", "It is released, so let us go.");
    await ledgerSays(author.page, slug, ["was refused an action beyond the stop boundary"]);
  });
}
