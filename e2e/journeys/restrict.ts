import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { findCanary } from "../fixtures/canary.ts";
import type { Seat } from "../fixtures/seat.ts";
import { open } from "../pages/open.ts";
import { choose } from "../pages/packet-pages.ts";
import { roomOn } from "../pages/packet-room.ts";
import { dropFiles, traceClaim } from "../pages/sources-page.ts";
import type { Journey } from "./cast.ts";
import { object } from "./disagree.ts";

/** Ids of an annex's things, as they were seen in a cleared browser and could be handed on. */
export interface AnnexIds {
  readonly packet: string;
  readonly annex: string;
  readonly document: string;
  readonly source: string;
  readonly version: string;
}

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const ANNEX_TEXT = /annex|canary/i;

/** Step 7: an annex with text, file, claim and objection that the reviewer is not cleared for. */
export async function restrict(journey: Journey): Promise<AnnexIds> {
  const { author, owner, cleared, slug, canaries, folder } = journey;
  const annex = `/packets/${slug}/annexes/A1`;
  await test.step("The artifact owner makes an annex and clears two people", async () => {
    const { page } = owner;
    await open(page, `/packets/${slug}/annexes`);
    await page.getByRole("button", { name: "Make an annex" }).click();
    const dialog = page.getByRole("dialog", { name: "Make a restricted annex" });
    await dialog.getByLabel("Title").fill(canaries.title);
    await choose(dialog.getByLabel("Annex owner"), "Artifact owner");
    await dialog.getByRole("button", { name: "Make the annex" }).click();
    await expect(page).toHaveURL(new RegExp(`${annex}$`));
    await page.getByRole("tab", { name: "Details" }).click();
    for (const person of ["Author", "Cleared reviewer"]) {
      await choose(page.getByLabel("Clear somebody"), person);
      await page.getByRole("button", { name: "Clear", exact: true }).click();
      await expect(page.getByRole("button", { name: `End the clearance of ${person}` })).toBeVisible();
    }
  });
  const ids = await test.step("The author writes, attaches and claims in it", async () => {
    const { page } = author;
    await open(page, annex);
    const room = roomOn(page, ANNEX_TEXT);
    await room.saved();
    await writeInAnnex(page, `${canaries.text} ${canaries.claim}`);
    const file = join(folder, canaries.fileName);
    writeFileSync(file, `# Routes\n\n${canaries.file} is the only processor.\n`);
    await dropFiles(page, [file]);
    const bar = await room.select(canaries.claim);
    await bar.getByRole("button", { name: "Claim" }).click();
    await page.getByRole("button", { name: "Mark as a claim" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await traceClaim(page, annex, 1, canaries.fileName, "Facts");
    return idsOf(author, page, slug, canaries.fileName);
  });
  await test.step("The cleared reviewer objects in it", async () => {
    await open(cleared.page, annex);
    await expect(roomOn(cleared.page, ANNEX_TEXT).text).toContainText(canaries.text);
    await object(cleared, ANNEX_TEXT, canaries.text, canaries.objection);
  });
  return ids;
}

async function writeInAnnex(page: Page, words: string): Promise<void> {
  const text = roomOn(page, ANNEX_TEXT).text;
  await text.locator("p").last().click();
  // In one go, so that the words stand in one update and not in one for each letter.
  await page.keyboard.insertText(words);
  await expect(text).toContainText(words);
  await roomOn(page, ANNEX_TEXT).saved();
}

/** Reads the ids from where a curious person would: the addresses that the cleared browser asked for. */
async function idsOf(seat: Seat, page: Page, slug: string, fileName: string): Promise<AnnexIds> {
  await open(page, `/packets/${slug}/sources`);
  await page.getByRole("link", { name: fileName, exact: true }).click();
  const bytes = await page.getByRole("link", { name: "the exact bytes" }).getAttribute("href");
  const [, packet = "", version = ""] =
    new RegExp(`packets/(${UUID})/sources/(${UUID})`).exec(bytes ?? "") ?? [];
  const [, source = ""] = new RegExp(`/sources/(${UUID})`).exec(page.url()) ?? [];
  const asked = seat.traffic.arrivals.flatMap(
    ({ url }) => new RegExp(`documents/(${UUID})/session`).exec(url)?.[1] ?? [],
  );
  const document = asked.at(-1) ?? "";
  await open(page, `/packets/${slug}/annexes/A1`);
  await page.getByRole("tab", { name: /^Remarks/ }).click();
  const annex = (await page.locator("input[name=annexId]").first().getAttribute("value")) ?? "";
  const ids = { packet, annex, document, source, version };
  for (const [name, id] of Object.entries(ids)) expect(id, name).toMatch(new RegExp(`^${UUID}$`));
  return ids;
}

/** What the uncleared reviewer tries with ids that somebody handed them, and with ids that they guess. */
export async function tryToReach({ reviewer, slug, canaries }: Journey, ids: AnnexIds): Promise<void> {
  const { page } = reviewer;
  const guess = (id: string) => `${id.slice(0, -1)}${id.endsWith("0") ? "1" : "0"}`;
  await test.step("The uncleared reviewer sees the placeholder", async () => {
    await open(page, `/packets/${slug}/annexes/A1`);
    const held = page.getByRole("region", { name: "Held detail, annex A1" });
    await expect(held).toContainText("Detail of the affected settlement path");
    await expect(held).toContainText("artifact owner");
  });
  await test.step("Every other door says no, and the same to a guessed id", async () => {
    for (const [method, real] of [
      ["POST", `/api/v1/documents/${ids.document}/session`],
      ["GET", `/api/v1/packets/${ids.packet}/sources/${ids.version}`],
      ["GET", `/packets/${slug}/sources/${ids.source}`],
      ["GET", `/packets/${slug}/annexes/A2`],
    ] as const) {
      const answer = await askFrom(page, method, real);
      const guessed = await askFrom(page, method, guess(real));
      expect([answer, guessed], real).toEqual([404, 404]);
    }
    for (const room of [ids.document, guess(ids.document)]) {
      expect(await knockAtRoom(page, room), "the annex's room").toMatch(/^(refused|closed)/);
    }
  });
  await test.step("Nor does any page that they may open say a word of it", async () => {
    for (const path of ["", "/sources", "/objections", "/readiness", "/people", "/annexes", "/revisions"]) {
      await open(page, `/packets/${slug}${path}`);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      await reviewer.traffic.settled();
    }
    for (const path of [`/api/v1/packets/${ids.packet}/gate`, "/ledger", "/", "/packets"]) {
      await open(page, path);
      await reviewer.traffic.settled();
    }
    await open(page, `/packets/${slug}`);
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").fill(canaries.title.slice(0, 12));
    await expect(page.getByRole("option", { name: /canary/ })).toHaveCount(0);
  });
}

async function askFrom(page: Page, method: string, path: string): Promise<number> {
  return page.evaluate(
    async ([how, where]) => {
      const json = { "content-type": "application/json" };
      const answer = await fetch(where, how === "POST" ? { method: how, headers: json, body: "{}" } : {});
      await answer.arrayBuffer();
      return answer.status;
    },
    [method, path] as const,
  );
}

/** Opens the socket of a document by hand and listens until it is closed or has been silent for long. */
async function knockAtRoom(page: Page, document: string): Promise<string> {
  return page.evaluate(
    (room) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/collab/${room}?clientId=1`);
        socket.binaryType = "arraybuffer";
        // A request for everything that the document holds: sync, step 1, nothing known yet.
        socket.onopen = () => socket.send(new Uint8Array([0, 0, 1, 0]));
        socket.onclose = ({ code }) => resolve(`closed ${code}`);
        socket.onerror = () => resolve("refused");
      }),
    document,
  );
}

/** I4: nothing of the annex reached the uncleared browser; the detector does find it in the cleared one. */
export async function nothingLeaked(journey: Journey, uncleared: readonly Seat[]): Promise<void> {
  const { author, cleared, canaries } = journey;
  await test.step("No canary in what the uncleared received; every one in what the cleared did", async () => {
    for (const { traffic, role } of uncleared) {
      await traffic.settled();
      expect(traffic.arrivals.filter(({ how }) => how === "body").length, role).toBeGreaterThan(5);
      for (const [name, canary] of Object.entries(canaries))
        expect(findCanary(traffic, canary), `${name} in the traffic of the ${role}`).toEqual([]);
    }
    await Promise.all([author.traffic.settled(), cleared.traffic.settled()]);
    for (const [name, canary] of Object.entries(canaries))
      expect(findCanary(author.traffic, canary), `${name} reaches the cleared author`).not.toEqual([]);
    const frames = findCanary(cleared.traffic, canaries.text).filter(({ how }) => how === "frame");
    expect(frames, "the annex's text reaches a cleared reviewer by its socket").not.toEqual([]);
  });
}
