// Which way is recommended at the mTLS-enforcement gate: first to hold, because blockers can be refreshed; then, with
// fresh evidence, to proceed. The human gate owner receives both and decides elsewhere.

import { randomBytes } from "node:crypto";
import { type Browser, expect, test } from "@playwright/test";
import { type Seat, seat } from "../fixtures/seat.ts";
import { markClaim, traceToFact, writeSections } from "../pages/claim-page.ts";
import { fillFields, settleField } from "../pages/fields-page.ts";
import {
  actPanel,
  answer,
  askDenied,
  begin,
  HOLDS,
  history,
  openFlow,
  takeGate,
  whereItIs,
} from "../pages/flow-page.ts";
import { makeOfKind } from "../pages/gallery-page.ts";
import { open } from "../pages/open.ts";
import { amendRows, openRegister, pasteRows, retireRow } from "../pages/register-page.ts";
import { type Brought, bring, bringVersion, json } from "../pages/sources-page.ts";

const FULL = "Are all non-waivable controls current for the full target-workload scope?";
const SUBSET =
  "Can a narrower stateless-workload subset satisfy policy, rollback and authority bounds while legacy workloads stay isolated?";
const REFRESHABLE =
  "Are the remaining issues refreshable blockers that still stay within mesh-readiness control?";
const TARGETS = `sha256:${randomBytes(32).toString("hex")}`;
const NOTE = "The window is open.";
const DAYS = 24;

const REHEARSAL = { rehearsal: { policyReversal: "passed", sidecarBypass: "passed" } };

const EVIDENCE: readonly Brought[] = [
  ["workload-list", { targets: { frozen: true, digest: TARGETS } }, 1],
  ["catalog-export", { catalog: { targetsDigest: TARGETS } }, 1],
  ["canary-telemetry", { canary: { sealed: true, targetsDigest: TARGETS, breaches: 0 } }, 1],
  ["rollback-rehearsal", REHEARSAL, 20 * DAYS],
  ["compatibility-inventory", { compatibility: { unresolved: 2 } }, 1],
  ["authorization-baseline", { authorization: { unsigned: 0 } }, 1],
  ["certificate-exceptions", { exceptions: { earliestExpiry: "2027-05-01T00:00:00Z" } }, 1],
  ["authority-snapshot", { authority: { mayPackage: ["proceed", "narrow", "hold"] } }, 1],
  [
    "subset-assessment",
    {
      subset: {
        name: "payments, identity and edge routing",
        policySatisfied: true,
        rollbackCovered: true,
        legacyIsolated: false,
      },
    },
    1,
  ],
  ["blocker-review", { blockers: { refreshable: true, outsideLocalControl: 0 } }, 1],
].map(([slot, content, hours]) => ({
  slot: String(slot),
  file: json(`${slot}.json`, content),
  hours: Number(hours),
}));

interface Gate {
  readonly director: Seat;
  readonly engineer: Seat;
  readonly gateOwner: Seat;
  readonly title: string;
  readonly slug: string;
}

/** Two recommendations over one scope: hold, then proceed. */
export async function recommendAtGate(browser: Browser): Promise<void> {
  const gate = await prepare(browser);
  await writeThePacket(gate);
  await refuseToFlip(gate);
  await recommendHold(gate);
  await refreshAndProceed(gate);
  await readAsGateOwner(gate);
}

async function prepare(browser: Browser): Promise<Gate> {
  const [director, engineer, gateOwner] = await Promise.all([
    seat(browser, "artifact-owner"),
    seat(browser, "author"),
    seat(browser, "recipient"),
  ]);
  const title = `Mesh enforcement ${randomBytes(3).toString("hex")}`;
  return test.step("The readiness engineer makes the packet and brings ten records", async () => {
    const slug = await makeOfKind(engineer.page, {
      search: "mtl",
      kind: "Service mesh mTLS enforcement cutover readiness",
      title,
      artifactOwner: "Artifact owner",
      members: [
        ["Author", "Mesh readiness engineer"],
        ["Reviewer", "Platform security readiness board"],
        ["Recipient", "Human gate owner"],
      ],
    });
    await bring(engineer.page, slug, EVIDENCE);
    return { director, engineer, gateOwner, title, slug };
  });
}

async function writeThePacket({ engineer: { page }, slug, title }: Gate): Promise<void> {
  await test.step("Fields, prerequisites and requirements are filled; blockers are pasted", async () => {
    await fillFields(page, slug);
    await settleField(page, slug, "checkpoint", {
      value: "2026-12-15T06:00:00Z",
      why: "As the change calendar proposes it.",
    });
    const confirmed = (evidence: string) => ({ State: "confirmed", Evidence: evidence });
    await amendRows(page, slug, "prerequisites", {
      "workload-list-frozen": confirmed("S1, S2"),
      "canary-sealed": confirmed("S3"),
      "rollback-rehearsed": { State: "surfaced as blocker" },
      "authority-attached": confirmed("S8"),
      "registers-pinned": confirmed("S6, S7"),
    });
    await amendRows(page, slug, "requirements", {
      "rollback-current": { Disposition: "not met" },
      "workloads-compatible": { Disposition: "not met" },
      "policy-acknowledged": { Disposition: "met" },
      "exceptions-outlive": { Disposition: "met" },
      "canary-covers-scope": { Disposition: "met" },
    });
    await pasteRows(page, slug, "blockers", [
      ["Blocker", "Affected workloads", "With", "Can be refreshed", "State"],
      ["Rollback rehearsal is twenty days old", "all", "Mesh operations", "yes", "open"],
      ["Two stateful workloads drop long connections", "ledger, search", "Runtime team", "yes", "open"],
    ]);
  });
  await test.step("The packet is written and its figure traced", async () => {
    await writeSections(page, slug, title, {
      "Changed since the previous revision": "The rehearsal aged past its limit.",
      "State of the controls": "No authorization acknowledgment is unsigned.",
      "Narrower subset": "Legacy workloads would not stay isolated yet.",
      Rationale: "Both blockers can be refreshed within mesh readiness.",
    });
    await markClaim(page, title, "No authorization acknowledgment is unsigned", {
      key: "record.authorization.unsigned",
      value: "0",
    });
    await traceToFact(page, slug, 1, {
      source: "authorization-baseline.json",
      fact: "record.authorization.unsigned",
    });
  });
}

async function refuseToFlip({ engineer, director, slug }: Gate): Promise<void> {
  await test.step("Flipping the flag is refused, and stops every gate until the request is withdrawn", async () => {
    await askDenied(engineer.page, slug, "Flip the enforcement flag", NOTE);
    await openFlow(engineer.page, slug);
    await expect(actPanel(engineer.page)).toContainText("Flip the enforcement flag");
    await retireRow(director.page, slug, "requests", NOTE);
  });
}

async function recommendHold({ engineer: { page }, slug }: Gate): Promise<void> {
  await test.step("Three guards in their order: not the full scope, not a subset, but what can be refreshed", async () => {
    await takeGate(page, slug, {
      question: FULL,
      says: "No",
      because: ["rollback-rehearsal.json", "record.compatibility.unresolved"],
    });
    await takeGate(page, slug, { question: SUBSET, says: "No", because: ["record.subset.legacyIsolated"] });
    await takeGate(page, slug, { question: REFRESHABLE, says: "Yes" });
  });
  await test.step("To hold is the answer itself: it goes on at once to the gate owner", async () => {
    await expect(whereItIs(page)).toContainText("are handed to the human gate owner");
    await expect(answer(page, "Recommend to hold for refreshed")).toBeVisible();
    await expect(page.getByText("The record was handed to Human gate owner.")).toBeVisible();
    await page.getByRole("button", { name: "List" }).click();
    await expect(page.getByRole("main")).toContainText(new RegExp(HOLDS.value, "i"));
    await openRegister(page, slug, "disposition");
    await expect(page.getByRole("row").filter({ hasText: "hold" })).toHaveCount(1);
  });
}

async function refreshAndProceed({ engineer: { page }, slug }: Gate): Promise<void> {
  await test.step("The blockers are refreshed and closed", async () => {
    await bringVersion(page, slug, "rollback-rehearsal.json", json("rollback-rehearsal.json", REHEARSAL), 2);
    const inventory = json("compatibility-inventory.json", { compatibility: { unresolved: 0 } });
    await bringVersion(page, slug, "compatibility-inventory.json", inventory, 2);
    await amendRows(page, slug, "prerequisites", {
      "rollback-rehearsed": { State: "confirmed", Evidence: "S4" },
    });
    await amendRows(page, slug, "requirements", {
      "rollback-current": { Disposition: "met" },
      "workloads-compatible": { Disposition: "met" },
    });
  });
  await test.step("The next run recommends to proceed at its first guard", async () => {
    await begin(page, slug);
    await takeGate(page, slug, { question: FULL, says: "Yes" });
    await expect(whereItIs(page)).toContainText("are handed to the human gate owner");
  });
}

async function readAsGateOwner({ gateOwner: { page }, slug }: Gate): Promise<void> {
  await test.step("The gate owner reads the new recommendation, and the old one beside it", async () => {
    await openFlow(page, slug);
    await expect(page.getByRole("heading", { name: "Run 1" })).toBeVisible();
    await expect(answer(page, "Recommend to proceed as scoped")).toBeVisible();
    await expect(history(page).first()).toContainText("By way of Recommend to proceed as scoped");
    await open(page, `/packets/${slug}/revisions/2`);
    await expect(page.getByRole("main")).toContainText("proceed");
    await open(page, `/packets/${slug}/revisions/1`);
    await expect(page.getByRole("main")).toContainText("Rollback rehearsal is twenty days old");
    await expect(page.getByRole("button", { name: /Take the gate/ })).toHaveCount(0);
  });
}
