// A board that many hands keep current: clearing a blocker goes to a person, who keeps it held; a small caveat is
// written at once. The board's history only grows.

import { randomBytes } from "node:crypto";
import { type Browser, expect, test } from "@playwright/test";
import { type Seat, seat } from "../fixtures/seat.ts";
import { writeSections } from "../pages/claim-page.ts";
import { field, fillFields } from "../pages/fields-page.ts";
import {
  answerGate,
  askDenied,
  history,
  liftHold,
  openFlow,
  readHold,
  takeGate,
  whereItIs,
} from "../pages/flow-page.ts";
import { makeOfKind } from "../pages/gallery-page.ts";
import { open } from "../pages/open.ts";
import { addRow, amendRows, openRegister, pasteRows, retireRow } from "../pages/register-page.ts";
import { bring, json } from "../pages/sources-page.ts";

const UPKEEP = "Does the update stay inside the approved boundaries of upkeep?";
const REVALIDATED = "Are policy version, evidence timestamp and named owner revalidated?";
const PERSON = "Would the change clear a blocker, reinterpret the standard or imply approval?";
const REVIEW = "What does the steward or the named service owner say of this row?";
const HELD = "The row stays blocked and the mismatch or migration question stands in the hold register";
const STEWARD = "Platform Standards Steward";
const STANDARD = "runtime-standard-14";
const CAVEAT = "Two batch jobs still start on the old runtime.";

interface Board {
  readonly steward: Seat;
  readonly team: Seat;
  readonly rowOwner: Seat;
  readonly reviewer: Seat;
  readonly title: string;
  readonly slug: string;
}

/** Two updates of one board: one that would clear a blocker, and one that is upkeep. */
export async function keepBoard(browser: Browser): Promise<void> {
  const board = await setUpBoard(browser);
  const blocked = await fillBoard(board);
  await proposeClearing(board, blocked);
  await keepItHeld(board);
  await proposeCaveat(board);
  await historyOnlyGrows(board);
}

async function setUpBoard(browser: Browser): Promise<Board> {
  const [steward, team, rowOwner, reviewer] = await Promise.all([
    seat(browser, "artifact-owner"),
    seat(browser, "author"),
    seat(browser, "cleared-reviewer"),
    seat(browser, "reviewer"),
  ]);
  const title = `Runtime 14 caveats ${randomBytes(3).toString("hex")}`;
  return test.step("The steward makes the board and brings standard, inventory and owners", async () => {
    const slug = await makeOfKind(steward.page, {
      search: "#53",
      kind: "Runtime support-window caveat board",
      title,
      artifactOwner: "Artifact owner",
      members: [
        ["Author", "Service owner or reviewer (proposes updates)"],
        ["Cleared reviewer", "Accountable owner of a service row"],
        ["Reviewer", `${STEWARD}, or the service owner`],
      ],
    });
    await bring(steward.page, slug, [
      {
        slot: "platform-standard",
        file: json("standard.json", { standard: { version: STANDARD, retiresAt: "2027-03-31" } }),
      },
      {
        slot: "runtime-inventory",
        file: json("inventory.json", {
          inventory: { takenAt: "2026-11-20T06:00:00Z", standardVersion: STANDARD },
        }),
      },
      { slot: "owner-record", file: json("owners.json", { ownership: { confirmed: true, unassigned: 0 } }) },
    ]);
    return { steward, team, rowOwner, reviewer, title, slug };
  });
}

/** Gives the key of the row that is blocked. */
async function fillBoard({ steward: { page }, rowOwner, slug, title }: Board): Promise<string> {
  return test.step("Fields fill, prerequisites are confirmed, and the rows are pasted", async () => {
    await fillFields(page, slug);
    await expect(field(page, "standard-version")).toContainText(STANDARD);
    await writeSections(page, slug, title, {
      "What this board covers": "Services that are not yet on runtime 14, until it is the only one.",
    });
    const confirmed = (evidence: string) => ({ State: "confirmed", Evidence: evidence });
    await amendRows(page, slug, "prerequisites", {
      "standard-named": confirmed("S1"),
      "inventory-linked": confirmed("S2"),
      "owners-named": confirmed("S3"),
    });
    const own = rowOwner.page;
    await pasteRows(own, slug, "rows", [
      ["Service", "Accountable owner", "Standard version", "Caveat", "Blocker", "State"],
      ["ledger-export", "Data platform", STANDARD, "", "Native driver has no build for 14", "blocked"],
      ["mail-relay", "Messaging", STANDARD, "Two jobs on the old runtime", "", "current"],
    ]);
    const row = own.getByRole("row").filter({ hasText: "ledger-export" });
    return (await row.getAttribute("id")) ?? "";
  });
}

async function proposeClearing({ steward, team, slug }: Board, blocked: string): Promise<void> {
  const { page } = team;
  await test.step("The service's team proposes to clear the blocker; the checks take it to a person", async () => {
    await addRow(page, slug, "updates", {
      Row: blocked,
      Column: "state",
      From: "blocked",
      To: "current",
      Note: "The vendor promised a build.",
    });
    await takeGate(page, slug, { question: UPKEEP, says: "Yes" });
    await takeGate(page, slug, { question: REVALIDATED, says: "Yes" });
    await takeGate(page, slug, { question: PERSON, says: "Yes", because: ["would clear a blocker"] });
    await expect(page.getByText("Only Platform Standards Steward, or the service owner")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Answer/ })).toHaveCount(0);
    await openFlow(steward.page, slug);
    await expect(whereItIs(steward.page)).toContainText(REVIEW);
  });
}

async function keepItHeld({ steward, reviewer, slug }: Board): Promise<void> {
  await test.step("The reviewer keeps it held, with a reason", async () => {
    await openFlow(reviewer.page, slug);
    for (const way of ["Approved for upkeep only", "Keep held", "Needs downstream workflow"])
      await expect(reviewer.page.getByRole("radio", { name: new RegExp(`^${way}`) })).toBeVisible();
    await answerGate(reviewer.page, slug, {
      question: REVIEW,
      says: "Keep held",
      why: "A promise of a build is no build.",
    });
    await readHold(reviewer.page, slug, {
      title: HELD,
      sort: "terminal",
      owner: STEWARD,
      leads: "This run is over. Lifting it begins the next",
    });
  });
  await test.step("The steward writes it into the hold register, and begins the next run", async () => {
    const { page } = steward;
    await addRow(page, slug, "hold-register", {
      Row: "ledger-export",
      "Why it is held": "kept held by a person",
      Note: "Waits for a published build.",
    });
    await liftHold(page, slug, "The proposal is withdrawn; the row stays blocked.");
    await expect(whereItIs(page)).toContainText(UPKEEP);
  });
}

async function proposeCaveat({ team, rowOwner, slug }: Board): Promise<void> {
  const { page } = team;
  await test.step("A small caveat goes through without anybody", async () => {
    await retireRow(page, slug, "updates", "The vendor promised a build.");
    await openRegister(page, slug, "rows");
    const row = page.getByRole("row").filter({ hasText: "mail-relay" });
    const key = (await row.getAttribute("id")) ?? "";
    await addRow(page, slug, "updates", { Row: key, Column: "caveat", To: CAVEAT });
    await amendRows(rowOwner.page, slug, "rows", { [key]: { Caveat: CAVEAT } });
    await takeGate(page, slug, { question: UPKEEP, says: "Yes" });
    await takeGate(page, slug, { question: REVALIDATED, says: "Yes" });
    await takeGate(page, slug, { question: PERSON, says: "No" });
    await expect(whereItIs(page)).toContainText("the row's state is updated and the history is written on");
  });
}

async function historyOnlyGrows({ steward, reviewer, slug }: Board): Promise<void> {
  const { page } = steward;
  await test.step("Both runs stand in the history, newest first, each with who and over which record", async () => {
    await openFlow(page, slug);
    await expect(history(page)).toHaveCount(9);
    await expect(page.getByRole("heading", { name: "Run 1" })).toBeVisible();
    await expect(history(page).filter({ hasText: "A promise of a build is no build." })).toContainText(
      "Reviewer",
    );
    await expect(history(page).first()).toContainText("r1");
    await openRegister(page, slug, "rows");
    await page.getByRole("button", { name: "Amend", exact: false }).last().click();
    await page.getByRole("dialog").getByText("2 versions").click();
    await expect(page.getByRole("dialog")).toContainText(/v1, Cleared reviewer/);
    await expect(page.getByRole("dialog")).toContainText(/v2, Cleared reviewer.*caveat/i);
  });
  await test.step("Whether a service deserves an exception is refused here", async () => {
    await askDenied(reviewer.page, slug, "Decide whether a service deserves an exception", "It is only one.");
    await open(page, `/packets/${slug}/revisions/1`);
    await expect(page.getByRole("main")).toContainText(CAVEAT);
    await expect(page.getByRole("main")).toContainText("blocked");
  });
}
