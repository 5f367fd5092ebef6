import { expect, test } from "@playwright/test";
import { markClaim } from "../pages/claim-page.ts";
import { open } from "../pages/open.ts";
import { makePacket } from "../pages/packet-pages.ts";
import { roomOn } from "../pages/packet-room.ts";
import { attach, dropFiles, fillSlot, onShelf, traceClaim } from "../pages/sources-page.ts";
import type { Journey } from "./cast.ts";

const EVIDENCE = "test/fixtures/evidence";
export const SUITE = `${EVIDENCE}/junit/TESTS-TestSuites.xml`;
export const REHEARSAL = `${EVIDENCE}/junit/flaky-rerun-surefire.xml`;
const RUNBOOK = `${EVIDENCE}/runbook/KubePersistentVolumeFillingUp.md`;
const PROVENANCE = `${EVIDENCE}/intoto-provenance/packet-rules_lint-v1.3.1.tar.gz.intoto.jsonl`;

export const WORDS = {
  sought: "Release train 31 asks to set the rehearsal rule of rollback control aside for one window.",
  tested: "The messaging suite ran without a failure.",
  rehearsed: "The rehearsal of the rollback covered the settlement path.",
  caveat: "Rolling back restores routing and not tokens.",
  comment: "Architecture asked who switches mirroring off.",
  residual: "Reconciliation of one batch stays manual.",
} as const;

/** Steps 1 and 2: from the gallery to a packet with owners, members and a lane. */
export async function makeThePacket(journey: Journey): Promise<void> {
  await test.step("The author makes a packet from a kind", async () => {
    journey.slug = await makePacket(journey.author.page, {
      kind: "Payments tokenization exception",
      title: journey.title,
      artifactOwner: "Artifact owner",
      releaseOwner: "Release owner",
      members: [
        ["Author", "Author"],
        ["Reviewer", "Release engineering reviewer"],
        ["Cleared reviewer", "Release engineering reviewer"],
      ],
      lane: "Architecture-review intake",
    });
  });
}

/** Step 3: two people write at once, see each other, and are told honestly what is stored. */
export async function writeTogether({ author, owner, slug, title }: Journey): Promise<void> {
  await test.step("Two browsers write one text", async () => {
    await Promise.all([author, owner].map(({ page }) => open(page, `/packets/${slug}`)));
    const mine = roomOn(author.page, title);
    const theirs = roomOn(owner.page, title);
    await mine.write("Exception sought", WORDS.sought, "keys");
    await expect(theirs.section("Exception sought")).toContainText(WORDS.sought);
    await theirs.write("Residual risk", WORDS.residual, "keys");
    await expect(mine.section("Residual risk")).toContainText(WORDS.residual);
    for (const { page } of [author, owner]) {
      const faces = page.getByRole("list", { name: "Here now" });
      await expect(faces.getByLabel(page === author.page ? "Artifact owner" : "Author")).toBeVisible();
    }
    await Promise.all([
      mine.write("Test and rehearsal evidence", WORDS.tested),
      theirs.write("Architecture comments", WORDS.comment),
    ]);
    await expect(mine.text).toContainText(WORDS.comment);
    await expect(theirs.text).toContainText(WORDS.tested);
    await mine.write("Test and rehearsal evidence", WORDS.rehearsed);
    await mine.write("Rollback caveats", WORDS.caveat);
    await expect(theirs.text).toContainText(WORDS.caveat);
    await owner.page.reload();
    await expect(roomOn(owner.page, title).text).toContainText(WORDS.rehearsed);
  });
}

/** Step 4: real files, each recognised by what it holds. */
export async function bringEvidence({ author, slug }: Journey): Promise<void> {
  const { page } = author;
  await test.step("Dropped files are recognised by content, with digest and times", async () => {
    await open(page, `/packets/${slug}/sources`);
    await dropFiles(page, [RUNBOOK, PROVENANCE]);
    await expect(onShelf(page, "KubePersistentVolumeFillingUp.md")).toContainText(/markdown/i);
    await expect(onShelf(page, "packet-rules_lint-v1.3.1.tar.gz.intoto.jsonl")).toContainText(
      /in-toto|slsa/i,
    );
    await fillSlot(page, slug, "Test evidence", SUITE);
    await fillSlot(page, slug, "Rollback rehearsal evidence", REHEARSAL);
    const suite = onShelf(page, "TESTS-TestSuites.xml");
    await expect(suite).toContainText(/junit/i);
    await expect(suite).toContainText("fresh");
    await expect(suite).toContainText(/received .*effective /);
    await page.getByRole("link", { name: "TESTS-TestSuites.xml", exact: true }).click();
    await expect(
      page
        .getByText(/^[0-9a-f]{4}( [0-9a-f]{4}){15}$/)
        .or(page.getByTitle(/^[0-9a-f]{4} /))
        .first(),
    ).toBeVisible();
    await page.getByRole("tab", { name: /^Facts/ }).click();
    await expect(page.getByText("junit.failures", { exact: true })).toBeVisible();
  });
}

/** Step 5: a claim that nothing carries is visible as that; traced to a place, it leads there. */
export async function claimAndTrace({ author, slug, title }: Journey): Promise<void> {
  const { page } = author;
  const room = `/packets/${slug}`;
  await test.step("A claim begins untraced, and is traced to a place", async () => {
    await open(page, room);
    await roomOn(page, title).saved();
    await markClaim(page, title, WORDS.tested, { key: "junit.failures", value: "0" });
    await markClaim(page, title, WORDS.rehearsed);
    const claims = page.getByRole("tabpanel", { name: /^Claims/ });
    await expect(claims).toContainText("2 untraced");
    await traceClaim(page, room, 1, "TESTS-TestSuites.xml", "Tests");
    await open(page, room);
    await expect(page.locator("#claim-1")).toContainText("supported");
    await expect(page.locator("#claim-2")).toContainText("untraced");
    await page
      .locator("#claim-1")
      .getByRole("link", { name: /^S\d+ v1/ })
      .click();
    await expect(page).toHaveURL(/\/sources\/.+[?&]at=/);
    await traceClaim(page, room, 2, "flaky-rerun-surefire.xml", "Facts");
  });
}

/** A new version of a source, as somebody brings it while approval is pending. */
export async function addVersion({ author, slug }: Journey, name: string, path: string): Promise<void> {
  const { page } = author;
  await open(page, `/packets/${slug}/sources`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByText("Add a version with its time").click();
  await attach(page.getByRole("form", { name: /^A new version/ }), path);
}
