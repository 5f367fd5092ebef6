import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "./open.ts";

/** The four sorts of hold, as the page calls them. */
export const HOLDS = {
  terminal: "Stops for good",
  "re-entry": "Waits, then goes back",
  "carry-forward": "Travels along",
  value: "Is the answer",
} as const;

/** Opens the Flow tab of a packet. */
export async function openFlow(page: Page, slug: string): Promise<void> {
  await open(page, `/packets/${slug}/flow`);
}

/** The sentence that says where the flow rests. */
export function whereItIs(page: Page): Locator {
  return page
    .getByRole("main")
    .getByRole("status")
    .filter({ hasText: /^(It rests|It is held|It has come|No run)/ });
}

/** The panel of the one act where the flow rests. */
export function actPanel(page: Page): Locator {
  return page
    .getByRole("main")
    .getByRole("region", { name: /^(Take this gate|Answer this gate|(Lift this|This) hold)$/ });
}

/** Begins a run where a person may. */
export async function begin(page: Page, slug: string): Promise<void> {
  await openFlow(page, slug);
  await page.getByRole("button", { name: "Begin the run" }).click();
  await expect(whereItIs(page)).toContainText("It rests at");
}

interface Gate {
  readonly question: string;
  /** The exit that the checks must give. */
  readonly says: string;
  /** Words of the reasons that are shown before it is taken. */
  readonly because?: readonly (string | RegExp)[];
}

/** The line that says which answer a run gave. */
export function answer(page: Page, words: string): Locator {
  return page.getByRole("paragraph").filter({ hasText: `The answer: ${words}` });
}

/** Takes a gate that its checks answer: reads what they say, what follows, and presses. */
export async function takeGate(page: Page, slug: string, gate: Gate): Promise<void> {
  await openFlow(page, slug);
  await expect(whereItIs(page)).toContainText(gate.question);
  const panel = actPanel(page);
  for (const words of gate.because ?? []) await expect(panel).toContainText(words);
  await expect(panel).toContainText(`As it stands, the answer is “${gate.says}”.`);
  await panel.getByRole("button", { name: `Take the gate: “${gate.says}”` }).click();
  await expect(whereItIs(page)).not.toContainText(gate.question);
}

/** Answers a gate as the person whom the kind names. */
export async function answerGate(
  page: Page,
  slug: string,
  given: { readonly question: string; readonly says: string; readonly why?: string },
): Promise<void> {
  await openFlow(page, slug);
  await expect(whereItIs(page)).toContainText(given.question);
  const panel = actPanel(page);
  await panel.getByRole("radio", { name: new RegExp(`^${given.says}`) }).check();
  if (given.why) await panel.getByRole("textbox", { name: "Why" }).fill(given.why);
  await panel.getByRole("button", { name: `Answer: “${given.says}”` }).click();
  const dialog = page.getByRole("dialog", { name: `Answer “${given.says}”?` });
  await dialog.getByRole("button", { name: `Answer “${given.says}”` }).click();
  await expect(dialog).toBeHidden();
  await expect(whereItIs(page)).not.toContainText(given.question);
}

interface Hold {
  readonly title: string;
  readonly sort: keyof typeof HOLDS;
  readonly owner: string;
  /** What lifting does, or what there is to do instead. */
  readonly leads: string | RegExp;
}

/** Reads the hold where the flow rests: its sort, whose it is, and what lifting does. */
export async function readHold(page: Page, slug: string, hold: Hold): Promise<Locator> {
  await openFlow(page, slug);
  await expect(whereItIs(page)).toContainText(`It is held with ${hold.owner}: ${hold.title}`);
  const panel = actPanel(page);
  await expect(panel).toContainText(HOLDS[hold.sort]);
  await expect(panel).toContainText(`It belongs to: ${hold.owner}.`);
  await expect(panel).toContainText(hold.leads);
  return panel;
}

/** Lifts the hold where the flow rests, as its owner. */
export async function liftHold(page: Page, slug: string, reason: string): Promise<void> {
  await openFlow(page, slug);
  await page.getByLabel("Why it may go on").fill(reason);
  await page.getByRole("button", { name: "Lift the hold" }).click();
  await expect(page.getByText("The hold was lifted.", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Lift the hold" })).toBeHidden();
}

/** Asks for something that the kind denies, and reads the refusal. */
export async function askDenied(page: Page, slug: string, action: string, note: string): Promise<void> {
  await openFlow(page, slug);
  const boundary = page.getByRole("region", { name: "Where it stops" });
  await boundary.getByRole("button", { name: `Ask for it: ${action}` }).click();
  await boundary.getByLabel("A note, if you like").fill(note);
  await boundary.getByRole("button", { name: "Ask, and have it recorded" }).click();
  await expect(boundary.getByRole("alert")).toContainText(`“${action}” is not done or decided here.`);
}

/** What was decided, newest first. */
export function history(page: Page): Locator {
  return page.getByRole("region", { name: "What was decided" }).getByRole("listitem");
}

/** The ledger of one packet says these words, each in an entry of its own. */
export async function ledgerSays(page: Page, slug: string, words: readonly string[]): Promise<void> {
  await open(page, `/ledger?packet=${slug}`);
  const entries = page.getByRole("list", { name: /^Ledger entries/ }).getByRole("listitem");
  for (const one of words) await expect(entries.filter({ hasText: one }).first()).toBeVisible();
}
