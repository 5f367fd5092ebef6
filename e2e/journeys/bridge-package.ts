// What a severity-one customer bridge may be told: security clears it, three sign it, support leadership releases it, and
// the customer reads placeholders where details stay inside.

import { randomBytes } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { findCanary } from "../fixtures/canary.ts";
import { type Seat, seat } from "../fixtures/seat.ts";
import { givePassword, openSheet, sign } from "../pages/approval-page.ts";
import { markClaim, traceToFact, writeSections } from "../pages/claim-page.ts";
import { field, fillFields } from "../pages/fields-page.ts";
import { askDenied, liftHold, openFlow, readHold, takeGate, whereItIs } from "../pages/flow-page.ts";
import { makeOfKind } from "../pages/gallery-page.ts";
import { makeLane } from "../pages/lane-page.ts";
import { open } from "../pages/open.ts";
import { askApproval, choose, cut } from "../pages/packet-pages.ts";
import { roomOn } from "../pages/packet-room.ts";
import { amendRows } from "../pages/register-page.ts";
import { readRelease } from "../pages/release-page.ts";
import { type Brought, bring, bringVersion, json } from "../pages/sources-page.ts";

const CLEARED = "Has security cleared every detail that would leave the internal bridge?";
const GATES = [
  [CLEARED, "Yes"],
  ["Do internal and customer-facing status agree in time?", "Yes"],
  ["Does everything that a released version implied still hold?", "Yes"],
  [
    "Is every field rendered by its table, permitted to this customer, traced and within the package schema?",
    "Yes",
  ],
  ["What does this version do to the one that the bridge has?", "It is the first"],
  [
    "Does the manifest bind the exact version, the bridge, the window, the signers and the annexes that stay inside?",
    "Yes",
  ],
] as const;
const HOLD = "Security review queue: a detail is not cleared";
const SAID_AT = "2026-11-21T08:40:00Z";
const AFFECTED = "Writing data is affected in several regions.";
const COMPONENT = `ledgerwriter${randomBytes(6).toString("hex")}`;
const REVIEW = { reviewedBy: "security", unclearedDetails: 1, newlyWithheld: 0 };
/** Live systems are read for sixty minutes; these were just read. */
const JUST_NOW = 0.1;

const STATE: readonly Brought[] = [
  ["incident-record", { incident: "Bridge 4471", incidentState: "rollback-running", statusAt: SAID_AT }],
  ["service-health", { capability: "data-plane-write", regionSpread: "two-regions" }],
  ["workaround-tracker", { workaroundState: "in-test" }],
  [
    "entitlement-record",
    {
      permits: {
        affectedCapability: true,
        regionImpact: true,
        statusCode: true,
        workaround: true,
        timeline: true,
      },
    },
  ],
  ["disclosure-review", REVIEW],
  ["channel-profile", { packageSchema: "1.2" }],
  ["bridge-timeline", { announcedStatusAt: SAID_AT, nextCheckpointAt: "2026-11-21T11:00:00Z" }],
  ["implication-review", { materialChange: false }],
  ["package-history", { versionsShared: 0 }],
].map(([slot, content]) => ({
  slot: String(slot),
  file: json(`${slot}.json`, content),
  hours: JUST_NOW,
}));

interface Bridge {
  readonly packager: Seat;
  readonly owner: Seat;
  readonly command: Seat;
  readonly security: Seat;
  readonly account: Seat;
  readonly support: Seat;
  readonly customer: Seat;
  readonly title: string;
  readonly slug: string;
}

/** One package, from live state to what the customer reads. */
export async function packageForBridge(browser: Browser): Promise<void> {
  const bridge = await assemble(browser);
  await renderState(bridge);
  await keepInside(bridge);
  await waitForSecurity(bridge);
  await passTheGates(bridge);
  await releaseToBridge(bridge);
}

async function assemble(browser: Browser): Promise<Bridge> {
  const sit = (role: Parameters<typeof seat>[1]) => seat(browser, role);
  const [admin, packager, owner, command] = await Promise.all([
    sit("admin"),
    sit("author"),
    sit("artifact-owner"),
    sit("reviewer"),
  ]);
  const [security, account, support, customer] = await Promise.all([
    sit("cleared-reviewer"),
    sit("auditor"),
    sit("release-owner"),
    sit("recipient"),
  ]);
  const mark = randomBytes(3).toString("hex");
  const lane = `Customer bridge ${mark}`;
  const title = `Bridge 4471 ${mark}`;
  const slug =
    await test.step("The bridge's lane is opened, and the packager makes the package", async () => {
      await makeLane(admin.page, {
        title: lane,
        key: `bridge-${mark}`,
        purpose: "Named customer contacts of this one bridge.",
        maxWindowHours: 24,
        recipients: ["Recipient"],
      });
      await admin.context.close();
      return makeOfKind(packager.page, {
        search: "sev",
        kind: "Severity-one customer bridge service-state package",
        title,
        artifactOwner: "Artifact owner",
        releaseOwner: "Release owner",
        members: [
          ["Author", "Packager"],
          ["Reviewer", "Incident command"],
          ["Cleared reviewer", "Security reviewer"],
          ["Auditor", "Account leadership"],
        ],
        lane,
      });
    });
  return { packager, owner, command, security, account, support, customer, title, slug };
}

async function renderState({ packager: { page }, owner, slug, title }: Bridge): Promise<void> {
  await test.step("Live state is brought, and fields are rendered by the approved tables", async () => {
    await bring(page, slug, STATE);
    for (const [sort, name] of [
      ["Dependency detail", "Which writer fails"],
      ["Security context of the outage", "What could be reached"],
    ] as const)
      await makeAnnex(owner.page, slug, sort, name);
    await fillFields(page, slug);
    await expect(field(page, "affected-capability")).toContainText("Writing data");
    await expect(field(page, "region-impact")).toContainText("Several regions");
    await expect(field(page, "status-code")).toContainText("Mitigation in progress");
    await expect(field(page, "failing-dependency")).toContainText("Held detail");
  });
  await test.step("The package is written, its figure traced, its prerequisites confirmed", async () => {
    await writeSections(page, slug, title, {
      "Service state": AFFECTED,
      "Region impact": "Several regions are affected, others are not.",
      Workaround: "A workaround is in preparation.",
      "Timeline checkpoints": "The next checkpoint is at 11:00 UTC.",
      "What is held and why": "Which part fails stays with the people who repair it.",
    });
    await markClaim(page, title, "Writing data is affected");
    await traceToFact(page, slug, 1, { source: "service-health.json", fact: "record.capability" });
    await amendRows(page, slug, "prerequisites", {
      "bridge-active": { State: "confirmed", Evidence: "S1" },
      "profile-approved": { State: "confirmed", Evidence: "S6" },
    });
  });
}

async function makeAnnex(page: Page, slug: string, sort: string, name: string): Promise<void> {
  await open(page, `/packets/${slug}/annexes`);
  await page.getByRole("button", { name: "Make an annex" }).click();
  const dialog = page.getByRole("dialog", { name: "Make a restricted annex" });
  await choose(dialog.getByLabel("What sort"), sort);
  await dialog.getByLabel("Title").fill(name);
  await choose(dialog.getByLabel("Annex owner"), "Cleared reviewer");
  await dialog.getByRole("button", { name: "Make the annex" }).click();
  await expect(page).toHaveURL(/\/annexes\/A\d+$/);
}

async function keepInside({ security, packager, slug }: Bridge): Promise<void> {
  await test.step("Security clears the packager, who writes the failing component where only the cleared read", async () => {
    await open(security.page, `/packets/${slug}/annexes/A1`);
    await security.page.getByRole("tab", { name: "Details" }).click();
    await choose(security.page.getByLabel("Clear somebody"), "Author");
    await security.page.getByRole("button", { name: "Clear", exact: true }).click();
    await expect(security.page.getByRole("button", { name: "End the clearance of Author" })).toBeVisible();
    const { page } = packager;
    await open(page, `/packets/${slug}/annexes/A1`);
    const room = roomOn(page, "Which writer fails");
    await room.saved();
    await room.text.locator("p").last().click();
    await page.keyboard.insertText(`The writer ${COMPONENT} fails.`);
    await room.saved();
    await expect(roomOn(security.page, "Which writer fails").text).toContainText(COMPONENT);
  });
}

async function waitForSecurity({ packager, security, slug }: Bridge): Promise<void> {
  const hold = { title: HOLD, sort: "re-entry", owner: "Security reviewer" } as const;
  await test.step("One detail is not cleared: the package waits for security", async () => {
    await cut(packager.page, slug, 1);
    await takeGate(packager.page, slug, {
      question: CLEARED,
      says: "No",
      because: ["record.unclearedDetails"],
    });
    const panel = await readHold(packager.page, slug, { ...hold, leads: "Lifting it goes back to" });
    await expect(panel).toContainText("Only Security reviewer can lift it.");
  });
  await test.step("Security reviews again, brings that review, and lifts its own hold", async () => {
    const { page } = security;
    const cleared = json("disclosure-review.json", { ...REVIEW, unclearedDetails: 0 });
    await bringVersion(page, slug, "disclosure-review.json", cleared, JUST_NOW);
    await readHold(page, slug, { ...hold, leads: "Fields are rendered by the approved tables" });
    await liftHold(page, slug, "The component's name went into the annex.");
    await expect(whereItIs(page)).toContainText(CLEARED);
  });
}

async function passTheGates({ packager: { page }, slug }: Bridge): Promise<void> {
  await test.step("The mended package is cut, and passes gate by gate", async () => {
    await cut(page, slug, 2);
    for (const [question, says] of GATES) await takeGate(page, slug, { question, says });
    await expect(page.getByText("This gate is answered by signing")).toBeVisible();
  });
}

async function releaseToBridge(bridge: Bridge): Promise<void> {
  const { packager, command, security, account, support, customer, slug, title } = bridge;
  const sheet =
    await test.step("Command, security and account leadership sign; support leadership releases", async () => {
      await askApproval(packager.page, slug);
      for (const { page } of [command, security, account]) await sign(page, slug, 2);
      const opened = await openSheet(support.page, slug, 2);
      await givePassword(support.page);
      return { digest: opened.digest, release: await opened.release() };
    });
  await test.step("The customer reads exactly that version, with placeholders for what stays inside", async () => {
    await readRelease(customer.page, sheet.release, {
      title,
      digest: sheet.digest,
      words: [
        "Writing data is affected",
        "Several regions",
        "Mitigation in progress",
        "Detail of the dependency that fails",
      ],
    });
    await expect(customer.page.getByRole("region", { name: "Held details" })).toContainText("Annex A2");
    await customer.traffic.settled();
    expect(findCanary(customer.traffic, COMPONENT)).toEqual([]);
    await security.traffic.settled();
    expect(findCanary(security.traffic, COMPONENT)).not.toEqual([]);
    await openFlow(packager.page, slug);
    await expect(whereItIs(packager.page)).toContainText("The package is on the bridge");
    await askDenied(packager.page, slug, "Draft commitments to the customer", "They ask for a date.");
  });
}
