// Four records of one artifact no longer agree. What they say is set side by side and handed to the steward with the
// conflict in sight; when the records were repaired elsewhere, the next run says that they agree.

import { randomBytes } from "node:crypto";
import { type Browser, expect, test } from "@playwright/test";
import { type Seat, seat } from "../fixtures/seat.ts";
import { markClaim, traceToFact, writeSections } from "../pages/claim-page.ts";
import { field, fillFields } from "../pages/fields-page.ts";
import {
  actPanel,
  askDenied,
  begin,
  HOLDS,
  history,
  ledgerSays,
  openFlow,
  takeGate,
  whereItIs,
} from "../pages/flow-page.ts";
import { makeOfKind } from "../pages/gallery-page.ts";
import { open } from "../pages/open.ts";
import { addRow, amendRows, openRegister, pasteRows, retireRow } from "../pages/register-page.ts";
import { type Brought, bring, bringVersion, json } from "../pages/sources-page.ts";

const ALIGN = "Do the consequential fields align within the approved precedence and freshness rules?";
const HOLD = "The artifact is on explicit reconciliation hold";
const STEWARD = "Release Integrity Steward";
const PROMOTED = `sha256:${randomBytes(32).toString("hex")}`;
const RUNNING = `sha256:${randomBytes(32).toString("hex")}`;
const SAME = { releaseTrain: "train-31", tag: "billing-core:31.4.0" };
const ENVELOPE = "env-7731";
const PRINT = "SHA256:6f:1a:90:2c";

const RUNTIME = { ...SAME, digest: RUNNING, certificateFingerprint: PRINT, signatureEnvelope: ENVELOPE };

const RECORDS: readonly Brought[] = [
  {
    slot: "artifact-registry",
    file: json("registry-record.json", { ...SAME, digest: PROMOTED, promoted: true }),
  },
  {
    slot: "signature-ledger",
    file: json("ledger-entry.json", {
      ...SAME,
      digest: PROMOTED,
      signingKey: "release-key-2026b",
      signatureEnvelope: ENVELOPE,
    }),
  },
  {
    slot: "change-snapshot",
    file: json("change-snapshot.json", {
      ...SAME,
      digest: PROMOTED,
      certificateFingerprint: PRINT,
      approvedAt: "2026-11-18T09:20:00Z",
    }),
  },
  { slot: "runtime-validation", file: json("runtime-check.json", RUNTIME) },
];

interface Reconciling {
  readonly engineer: Seat;
  readonly lead: Seat;
  readonly steward: Seat;
  readonly title: string;
  readonly slug: string;
}

/** Two runs over one artifact: with the conflict carried along, and with records that agree again. */
export async function reconcileRecords(browser: Browser): Promise<void> {
  const reconciling = await gatherRecords(browser);
  await setSideBySide(reconciling);
  await carryTheConflict(reconciling);
  await refuseToRoll(reconciling);
  await agreeAgain(reconciling);
  await readAsSteward(reconciling);
}

async function gatherRecords(browser: Browser): Promise<Reconciling> {
  const [engineer, lead, steward] = await Promise.all([
    seat(browser, "author"),
    seat(browser, "artifact-owner"),
    seat(browser, "recipient"),
  ]);
  const title = `Billing core 31.4.0 ${randomBytes(3).toString("hex")}`;
  return test.step("The release engineer makes the packet and gathers the four records", async () => {
    const slug = await makeOfKind(engineer.page, {
      search: "#27",
      kind: "Artifact hash and signature discrepancy",
      title,
      artifactOwner: "Artifact owner",
      members: [
        ["Author", "Release engineer"],
        ["Recipient", STEWARD],
      ],
    });
    await bring(engineer.page, slug, RECORDS);
    await expect(engineer.page.getByRole("region", { name: "Where sources disagree" })).toContainText(
      RUNNING,
    );
    return { engineer, lead, steward, title, slug };
  });
}

async function setSideBySide({ engineer: { page }, slug, title }: Reconciling): Promise<void> {
  await test.step("Nobody is preferred: the digest is held with all four candidates", async () => {
    await fillFields(page, slug);
    const digest = field(page, "artifact-digest");
    await expect(digest).toContainText("state different values");
    await expect(digest.getByRole("region", { name: /^Candidates of/ }).getByRole("listitem")).toHaveCount(4);
  });
  await test.step("The comparison is pasted, the write target named, the state written and traced", async () => {
    await pasteRows(page, slug, "comparison", [
      ["Field", "Registry says", "Signature ledger says", "Change snapshot says", "Runtime says", "State"],
      ["digest", "as promoted", "as promoted", "as promoted", "another", "conflicting"],
      ["signature envelope", "", ENVELOPE, "", ENVELOPE, "aligned"],
      ["certificate", "", "", PRINT, PRINT, "aligned"],
    ]);
    await addRow(page, slug, "write-targets", {
      Record: "deployment validation",
      Field: "digest",
      "Should say (masked)": "as promoted",
      Basis: "S1",
      "May be written": "only after the conflict is settled",
    });
    await writeSections(page, slug, title, {
      Discrepancy: "The runtime check of train 31 saw a digest that no other record knows.",
      "Authoritative current state": "The promoted image is billing-core:31.4.0.",
      "Correction package": "The deployment-validation record is to be taken again.",
    });
    await markClaim(page, title, SAME.tag, { key: "record.tag", value: SAME.tag });
    await traceToFact(page, slug, 1, { source: "registry-record.json", fact: "record.tag" });
  });
}

async function carryTheConflict({ engineer: { page }, slug }: Reconciling): Promise<void> {
  await test.step("The gate says No, and the conflict travels: the ledger is handed over with it", async () => {
    await takeGate(page, slug, {
      question: ALIGN,
      says: "No",
      because: ["Sources name 2 values of record.digest", "the conflict stays in sight"],
    });
    await expect(whereItIs(page)).toContainText("Bounded stop before re-verification");
    await expect(page.getByText(`What is unresolved travels along: ${HOLD}`)).toBeVisible();
    await expect(page.getByText(`The record was handed to ${STEWARD}.`)).toBeVisible();
    await page.getByRole("button", { name: "List" }).click();
    const holds = page
      .getByRole("listitem")
      .filter({ hasText: new RegExp(`Hold: ${HOLDS["carry-forward"]}`, "i") });
    await expect(holds.filter({ hasText: HOLD }).first()).toBeVisible();
  });
  await test.step("What is unresolved stands in the exceptions and in the revision that was cut", async () => {
    await openRegister(page, slug, "exceptions");
    await expect(page.getByRole("row").filter({ hasText: "carried" }).first()).toBeVisible();
    await open(page, `/packets/${slug}/revisions/1`);
    await expect(page.getByRole("main")).toContainText("conflicting");
  });
}

async function refuseToRoll({ lead: { page }, slug }: Reconciling): Promise<void> {
  await test.step("Rolling forward is asked for and refused; the request stands until it is withdrawn", async () => {
    await askDenied(page, slug, "Roll anything forward or back", "Traffic waits for it.");
    await openRegister(page, slug, "requests");
    await expect(page.getByRole("row").filter({ hasText: "Traffic waits for it." })).toBeVisible();
  });
}

async function agreeAgain({ engineer, lead, slug }: Reconciling): Promise<void> {
  const { page } = engineer;
  await test.step("The record was repaired elsewhere; its new version agrees", async () => {
    await bringVersion(
      page,
      slug,
      "runtime-check.json",
      json("runtime-check.json", { ...RUNTIME, digest: PROMOTED }),
    );
    await fillFields(page, slug);
    await expect(field(page, "artifact-digest")).toContainText("stated");
    await openRegister(page, slug, "comparison");
    const row = page.getByRole("row").filter({ hasText: "conflicting" });
    const key = (await row.getAttribute("id")) ?? "";
    await amendRows(page, slug, "comparison", { [key]: { "Runtime says": "as promoted", State: "aligned" } });
  });
  await test.step("The next run stops at the standing request, and goes on when it is withdrawn", async () => {
    await begin(page, slug);
    const gate = actPanel(page);
    await expect(gate).toContainText("Roll anything forward or back");
    await expect(gate).toContainText("As it stands, the answer is “No”.");
    await retireRow(lead.page, slug, "requests", "Traffic waits for it.");
    await takeGate(page, slug, { question: ALIGN, says: "Yes" });
    await expect(whereItIs(page)).toContainText("Bounded stop before re-verification");
  });
}

async function readAsSteward({ steward: { page }, slug }: Reconciling): Promise<void> {
  await test.step("The steward reads both runs and both revisions; nothing of the first was changed", async () => {
    await openFlow(page, slug);
    await expect(history(page)).toHaveCount(4);
    await expect(page.getByRole("heading", { name: "Run 1" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Run 2" })).toBeVisible();
    await open(page, `/packets/${slug}/revisions/1`);
    await expect(page.getByRole("main")).toContainText("conflicting");
    await open(page, `/packets/${slug}/revisions/2`);
    await expect(page.getByRole("main")).not.toContainText("conflicting");
    await ledgerSays(page, slug, ["handed off", "was refused an action beyond the stop boundary"]);
  });
}
