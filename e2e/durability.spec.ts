import { expect, type Page, test } from "@playwright/test";
import { type AppServer, startAppServer } from "./fixtures/app-server.mjs";
import { queryOwner } from "./fixtures/doors.ts";
import { seat } from "./fixtures/seat.ts";
import { open } from "./pages/open.ts";
import { roomOn } from "./pages/packet-room.ts";

const ROUNDS = 3;
const DRAFT = "SELECT slug, title FROM packets WHERE state = 'drafting'";

let server: AppServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  server = await startAppServer();
});
test.afterAll(async () => server?.stop());

/** Types numbered words until told to stop; resolves with how many were typed. */
function typeOn(page: Page, round: number): { stop: () => Promise<number> } {
  let going = true;
  const typing = (async () => {
    let count = 0;
    while (going) {
      count += 1;
      await page.keyboard.insertText(`w${round}x${count} `);
    }
    return count;
  })();
  return {
    stop: () => {
      going = false;
      return typing;
    },
  };
}

/** The numbered words of a round that a page shows. */
async function wordsOn(page: Page, title: string, round: number): Promise<readonly number[]> {
  const text = (await roomOn(page, title).text.textContent()) ?? "";
  return [...text.matchAll(new RegExp(`w${round}x(\\d+) `, "g"))].map((match) => Number(match[1]));
}

test("[CO30] kill -9 while somebody types loses nothing that a second screen had shown", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const [draft] = await queryOwner<{ slug: string; title: string }>(server.ownerUrl, DRAFT);
  if (!draft) throw new Error("The demo has a packet that is being drafted.");
  const writer = await seat(browser, "author", server.port);
  const watcher = await seat(browser, "reviewer", server.port);
  for (const { page } of [writer, watcher]) await open(page, `/packets/${draft.slug}`);
  const room = roomOn(writer.page, draft.title);
  await room.saved();
  for (let round = 1; round <= ROUNDS; round += 1) {
    await room.section("Recommendation").locator("p").last().click();
    await writer.page.keyboard.press("End");
    const typing = typeOn(writer.page, round);
    await expect
      .poll(async () => (await wordsOn(watcher.page, draft.title, round)).length)
      .toBeGreaterThan(5);
    await server.kill("SIGKILL");
    const seen = await wordsOn(watcher.page, draft.title, round);
    const typed = await typing.stop();
    // What is not stored is not called saved.
    await expect(writer.page.getByRole("status").filter({ hasText: /^Saved$/ })).toHaveCount(0);
    await server.start();
    // A third screen has only what is stored: nothing that the second had shown may be missing.
    const fresh = await seat(browser, "artifact-owner", server.port);
    await open(fresh.page, `/packets/${draft.slug}`);
    await expect(roomOn(fresh.page, draft.title).text).toContainText(`w${round}x${seen.at(-1)} `);
    const stored = await wordsOn(fresh.page, draft.title, round);
    expect(stored.slice(0, seen.length)).toEqual(seen);
    // The writer's tab kept the rest, and sends it as soon as there is somebody to send it to.
    await room.saved();
    await expect.poll(async () => (await wordsOn(fresh.page, draft.title, round)).length).toBe(typed);
    await fresh.context.close();
  }
});

test("[CO21] Nothing is called saved before the server has said so", async ({ browser }) => {
  const [draft] = await queryOwner<{ slug: string; title: string }>(server.ownerUrl, DRAFT);
  const { page, context } = await seat(browser, "author", server.port);
  let hold = false;
  const kept: (() => void)[] = [];
  await context.routeWebSocket(/\/collab\//, (socket) => {
    const there = socket.connectToServer();
    socket.onMessage((message) => there.send(message));
    there.onMessage((message) => {
      if (hold) kept.push(() => socket.send(message));
      else socket.send(message);
    });
  });
  await open(page, `/packets/${draft?.slug}`);
  const room = roomOn(page, draft?.title ?? "");
  await room.saved();
  hold = true;
  await room.section("Recommendation").locator("p").last().click();
  await page.keyboard.insertText("not yet ");
  await expect(page.getByRole("status").filter({ hasText: /^Saving$/ })).toBeVisible();
  // The answer has come as far as the network; the screen has not heard it.
  await expect.poll(() => kept.length).toBeGreaterThan(0);
  await expect(page.getByRole("status").filter({ hasText: /^Saving$/ })).toBeVisible();
  hold = false;
  for (const deliver of kept) deliver();
  await room.saved();
});
