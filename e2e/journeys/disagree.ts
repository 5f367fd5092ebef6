import { expect, test } from "@playwright/test";
import type { Seat } from "../fixtures/seat.ts";
import { open } from "../pages/open.ts";
import { actOnObjection, choose } from "../pages/packet-pages.ts";
import { roomOn } from "../pages/packet-room.ts";
import type { Journey } from "./cast.ts";
import { WORDS } from "./draft.ts";

/** Raises an objection on words of the room that a seat is in. */
export async function object(
  { page }: Seat,
  room: string | RegExp,
  words: string,
  text: string,
): Promise<void> {
  const bar = await roomOn(page, room).select(words);
  await bar.getByRole("button", { name: "Object" }).click();
  const sheet = page.getByRole("dialog", { name: "Raise an objection" });
  await expect(sheet).toContainText(words);
  await sheet.getByLabel("Objection").fill(text);
  await sheet.getByRole("button", { name: "Raise it" }).click();
  await expect(sheet).toBeHidden();
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Step 6: objections that are answered, maintained, resolved and accepted, and a remark that blocks nothing. */
export async function disagree({ author, owner, reviewer, slug, title }: Journey): Promise<void> {
  const { page } = reviewer;
  await test.step("The reviewer objects to words, twice, and remarks on others", async () => {
    await open(page, `/packets/${slug}`);
    await expect(roomOn(page, title).text).toContainText(WORDS.residual);
    await object(reviewer, title, WORDS.tested, "The report does not name the build that it tested.");
    await object(reviewer, title, WORDS.residual, "Nobody rehearsed that reconciliation.");
    const bar = await roomOn(page, title).select("switches mirroring off");
    await bar.getByRole("button", { name: "Remark" }).click();
    const sheet = page.getByRole("dialog", { name: "Write a remark" });
    await sheet.getByLabel("Remark").fill("“turns off” would be plainer.");
    await sheet.getByRole("button", { name: "Write it" }).click();
    await expect(sheet).toBeHidden();
  });
  await test.step("The author answers; the reviewer maintains one, then resolves it", async () => {
    await actOnObjection(author.page, slug, 1, "Answer", { "Your answer": "It is build 26.4.1, named now." });
    await actOnObjection(author.page, slug, 2, "Answer", { "Your answer": "Two people stand by." });
    const maintained = await actOnObjection(page, slug, 1, "Maintain", {
      "Why the answer is not enough": "Name it in the text.",
    });
    await expect(maintained).toContainText("maintained");
    await actOnObjection(author.page, slug, 1, "Answer", { "Your answer": "The caveats name it." });
    const resolved = await actOnObjection(page, slug, 1, "Resolve", {});
    await expect(resolved).toContainText("resolved");
  });
  await test.step("The artifact owner accepts the other as a residual", async () => {
    await open(owner.page, `/packets/${slug}/objections`);
    const item = owner.page.locator("#O2");
    await item.getByRole("button", { name: "Accept as residual" }).click();
    await item.getByLabel("Rationale").fill("The window holds one batch at most.");
    await item.getByLabel("Compensating control").fill("Settlement operations on call.");
    await choose(item.getByLabel("Owner of the residual"), "Artifact owner");
    await item.getByLabel("Expires on").fill(inDays(30));
    await item.getByRole("button", { name: "Accept as residual" }).click();
    await owner.page.getByRole("button", { name: /^residual 1$/ }).click();
    await expect(owner.page.locator("#O2")).toContainText("Settlement operations on call.");
    await expect(owner.page.locator("#O2")).toContainText("accepted it as a residual");
  });
}
