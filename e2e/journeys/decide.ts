import { expect, test } from "@playwright/test";
import { virtualAuthenticator } from "../fixtures/authenticator.ts";
import { seat } from "../fixtures/seat.ts";
import { openSheet } from "../pages/approval-page.ts";
import { open } from "../pages/open.ts";
import { act, askApproval, cut } from "../pages/packet-pages.ts";
import { roomOn } from "../pages/packet-room.ts";
import { enrolPasskey } from "../pages/profile-page.ts";
import type { Journey } from "./cast.ts";

/** Step 8: what holds, why, and the way to where it is mended. */
export async function readReadiness({ author, slug }: Journey): Promise<void> {
  const { page } = author;
  await test.step("Readiness names what holds, and leads there", async () => {
    await open(page, `/packets/${slug}/readiness`);
    const holding = page.getByRole("listitem").filter({ hasText: /^Holds/ });
    await expect(holding.filter({ hasText: "No revision has been cut yet" })).toBeVisible();
    await holding.getByRole("link", { name: "Mend it there" }).first().click();
    await expect(page).not.toHaveURL(/readiness/);
  });
}

/** Step 9: cut, twice for nothing, ask, and one click to write again. */
export async function cutAndAsk({ author, owner, reviewer, slug, title }: Journey): Promise<void> {
  await test.step("Cutting gives r1; cutting again gives r1 again", async () => {
    await cut(author.page, slug, 1);
    await expect(
      author.page
        .getByText(/^[0-9a-f]{4}( [0-9a-f]{4}){15}$/)
        .or(author.page.getByTitle(/^[0-9a-f]{4}( [0-9a-f]{4}){15}$/))
        .first(),
    ).toBeVisible();
    await cut(author.page, slug, 1);
    await expect(author.page.getByText("Nothing moved since r1").first()).toBeVisible();
  });
  await test.step("Asking freezes the text for everybody, and one click opens it again", async () => {
    await open(reviewer.page, `/packets/${slug}`);
    await open(owner.page, `/packets/${slug}`);
    const theirs = roomOn(owner.page, title);
    await theirs.saved();
    await askApproval(author.page, slug);
    for (const { page } of [author, owner]) {
      await expect(page.getByRole("status").filter({ hasText: /^Frozen$/ })).toBeVisible();
      await expect(roomOn(page, title).text).toHaveAttribute("contenteditable", "false");
    }
    await owner.page.reload();
    await act(owner.page, /^Reopen for editing/, "Reopen");
    await roomOn(owner.page, title).saved();
    await expect(roomOn(owner.page, title).text).toHaveAttribute("contenteditable", "true");
    await askApproval(author.page, slug);
  });
}

/** Step 10, first half: a decline has a reason, and the author's home says it with the next act. */
export async function decline({ author, releaseOwner, slug, title }: Journey): Promise<void> {
  const reason = "Name the build that was tested in the text itself.";
  await test.step("The release owner declines r1 with a reason", async () => {
    const sheet = await openSheet(releaseOwner.page, slug, 1);
    await sheet.decline(reason);
  });
  await test.step("The author's home says why, and offers the next cut", async () => {
    const { page } = author;
    const turn = async () => {
      await open(page, "/");
      return page.getByRole("list", { name: "Your turn" }).getByRole("listitem").filter({ hasText: title });
    };
    await expect(await turn()).toContainText(reason);
    await open(page, `/packets/${slug}`);
    await roomOn(page, title).write("Test and rehearsal evidence", "The build that was tested is 26.4.1.");
    await expect(await turn()).toContainText("Cut the next revision");
    await cut(page, slug, 2);
    await askApproval(page, slug);
  });
}

/** Step 10, second half: a passkey, and exactly that revision. Gives the release's address. */
export async function approve({ releaseOwner, slug }: Journey, revision: number): Promise<string> {
  return test.step(`The release owner approves exactly r${revision} with a passkey`, async () => {
    const { page } = releaseOwner;
    const sheet = await openSheet(page, slug, revision);
    await expect(page.getByRole("region", { name: "What you bind" })).toBeVisible();
    await sheet.tickResiduals();
    return sheet.release();
  });
}

/** Enrols the passkey that the release owner signs with from then on. */
export async function takePasskey({ releaseOwner, title }: Journey): Promise<void> {
  await test.step("The release owner enrols a passkey", async () => {
    const key = await virtualAuthenticator(releaseOwner.page);
    await enrolPasskey(releaseOwner.page, `Key for ${title}`);
    expect(await key.count()).toBe(1);
  });
}

/** Step 11: the lane reads those bytes; the outsider meets a missing page, and the ledger knows. */
export async function readInTheLane({ recipient, outsider, title, releaseOwner }: Journey, release: string) {
  await test.step("The recipient reads exactly what was approved", async () => {
    const { page } = recipient;
    await open(page, release);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByText("The build that was tested is 26.4.1.")).toBeVisible();
    await expect(page.getByRole("region", { name: "Held details" })).toContainText("Annex A1");
    await expect(page.getByText("with a passkey")).toBeVisible();
    const approved = await releaseOwner.page
      .getByTitle(/^[0-9a-f]{4}( [0-9a-f]{4}){15}$/)
      .first()
      .getAttribute("title");
    await expect(page.getByTitle(approved ?? "none").first()).toBeVisible();
  });
  await test.step("The outsider with the same link is refused, and the attempt is recorded", async () => {
    const { page } = outsider;
    const refused = await open(page, release);
    const said = await page.getByRole("main").textContent();
    const missing = await open(page, `/releases/${crypto.randomUUID()}`);
    expect([refused?.status(), missing?.status()]).toEqual([404, 404]);
    expect(await page.getByRole("main").textContent()).toBe(said);
    const auditor = await seat(page.context().browser() ?? never(), "auditor");
    await open(auditor.page, "/ledger");
    const entries = auditor.page.getByRole("list", { name: /^Ledger entries/ }).getByRole("listitem");
    const entry = entries.filter({ hasText: "was refused the released copy" }).filter({ hasText: title });
    await expect(entry.filter({ hasText: "Outsider" })).toBeVisible();
    await auditor.context.close();
  });
}

function never(): never {
  throw new Error("A context has a browser.");
}
