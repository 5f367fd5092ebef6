// One release candidate's exports become one staged record: mixed evidence goes to the release manager's hold, and what
// is staged starts nothing.

import { randomBytes } from "node:crypto";
import { type Browser, expect, test } from "@playwright/test";
import { type Seat, seat } from "../fixtures/seat.ts";
import { markClaim, traceToFact, writeSections } from "../pages/claim-page.ts";
import { field, fillFields } from "../pages/fields-page.ts";
import {
  askDenied,
  history,
  ledgerSays,
  liftHold,
  readHold,
  takeGate,
  whereItIs,
} from "../pages/flow-page.ts";
import { makeOfKind } from "../pages/gallery-page.ts";
import { open } from "../pages/open.ts";
import { type Brought, bring, bringVersion, json } from "../pages/sources-page.ts";

const SOUND =
  "Is there a required-field gap, mixed candidate evidence, a timestamp outside policy, a contradiction or something overexposed?";
const REVIEWABLE =
  "Does the record satisfy schema version, traceability and the checks of a reviewable handoff?";
const HOLD = "Exception hold for release manager inspection";
const CANDIDATE = "2026.11.2-rc3";
const ARTIFACT = randomBytes(32).toString("hex");
const ENVIRONMENTS = "eu-central, us-east";

const TESTS = {
  candidate: "2026.11.2-rc2",
  testInventory: "812 unit, 64 integration, 9 canary",
  testOutcome: "passed-after-retry",
};
const SCANS = { candidate: CANDIDATE, dependencyChange: "minor", highestSeverity: "severe" };

const EXPORTS: readonly Brought[] = [
  {
    slot: "release-manifest",
    file: json("manifest.json", {
      service: "checkout-api",
      repository: "payments/checkout-api",
      candidate: CANDIDATE,
      artifactDigest: `sha256:${ARTIFACT}`,
      environmentSet: ENVIRONMENTS,
      rollbackArtifact: "present-and-rehearsed",
    }),
  },
  {
    slot: "ci-pipeline",
    file: json("pipeline-run.json", {
      candidate: CANDIDATE,
      run: 48213,
      buildDigest: `sha256:${randomBytes(32).toString("hex")}`,
      policyExceptions: "none",
    }),
  },
  { slot: "test-exports", file: json("test-export.json", TESTS) },
  {
    slot: "provenance-attestations",
    file: json("attestations.json", { candidate: CANDIDATE, attestedDigest: ARTIFACT }),
  },
  { slot: "sbom-and-scans", file: json("scan-summary.json", SCANS) },
  { slot: "intake-schema", file: json("intake-schema.json", { schemaVersion: "3.1" }) },
  { slot: "rollback-runbook", file: json("runbook.json", { runbookEnvironment: ENVIRONMENTS }) },
  { slot: "config-diff", file: json("config-diff.json", { unreviewedSecretChanges: 0 }) },
  { slot: "incident-note", file: json("incident-note.json", { unsupportedConclusions: 0 }) },
];

/** Who stages, who inspects, and who has no part in it. */
interface Staging {
  readonly team: Seat;
  readonly manager: Seat;
  readonly outsider: Seat;
  readonly title: string;
  readonly slug: string;
}

/** The whole way of one staging record, from the gallery to where staging stops. */
export async function stageRecord(browser: Browser): Promise<void> {
  const staging = await makeThePacket(browser);
  await fillFromExports(staging);
  await comeToTheHold(staging);
  await mendAndStage(staging);
  await stagingStops(staging);
}

async function makeThePacket(browser: Browser): Promise<Staging> {
  const [team, manager, outsider] = await Promise.all([
    seat(browser, "author"),
    seat(browser, "reviewer"),
    seat(browser, "outsider"),
  ]);
  const title = `Checkout API ${CANDIDATE} ${randomBytes(3).toString("hex")}`;
  return test.step("The release engineering team makes the packet and brings nine exports", async () => {
    const slug = await makeOfKind(team.page, {
      search: "#42",
      kind: "Deployment-review staging record",
      title,
      artifactOwner: "Artifact owner",
      members: [
        ["Author", "Release engineering team"],
        ["Reviewer", "Release manager"],
        ["Cleared reviewer", "Security reviewer"],
      ],
    });
    await bring(team.page, slug, EXPORTS);
    return { team, manager, outsider, title, slug };
  });
}

async function fillFromExports({ team: { page }, slug, title }: Staging): Promise<void> {
  await test.step("Fields fill from the exports; what no table knows is held, not guessed", async () => {
    const report = await fillFields(page, slug);
    await expect(report).toContainText("Highest open severity");
    await expect(field(page, "security-marker")).toContainText("not in the table");
    await expect(field(page, "security-marker")).toContainText("severe");
    await expect(field(page, "test-status")).toContainText("mapping lost something");
    await expect(field(page, "candidate-version")).toContainText(CANDIDATE);
    await expect(page.getByRole("complementary")).toContainText("keeps the packet");
  });
  await test.step("The record is written, and its figure leads to its place", async () => {
    await writeSections(page, slug, title, {
      "Staged record": `The candidate is ${CANDIDATE}, for two environments.`,
      "Transformation trace": "Test outcomes were mapped by table test-status, which drops the retry.",
      "Contradictions, gaps and low confidence": "The first export was of another candidate.",
    });
    await markClaim(page, title, CANDIDATE, { key: "record.candidate", value: CANDIDATE });
    await traceToFact(page, slug, 1, { source: "manifest.json", fact: "record.candidate" });
  });
}

async function comeToTheHold({ team, manager, slug }: Staging): Promise<void> {
  await test.step("Mixed candidates and a held field lead to the exception hold", async () => {
    await takeGate(team.page, slug, {
      question: SOUND,
      says: "Yes",
      because: [
        "Sources name 2 values of record.candidate",
        "Highest open severity",
        "The packet waits for inspection",
      ],
    });
    const panel = await readHold(team.page, slug, {
      title: HOLD,
      sort: "re-entry",
      owner: "Release manager",
      leads: `Lifting it goes back to`,
    });
    await expect(panel).toContainText("Only Release manager can lift it.");
    await expect(team.page.getByRole("button", { name: "Lift the hold" })).toHaveCount(0);
    await readHold(manager.page, slug, {
      title: HOLD,
      sort: "re-entry",
      owner: "Release manager",
      leads: "Release evidence is extracted and normalised",
    });
  });
}

async function mendAndStage({ team, manager, slug }: Staging): Promise<void> {
  const { page } = team;
  await test.step("The team brings the right export and scan, and fills again", async () => {
    await bringVersion(
      page,
      slug,
      "test-export.json",
      json("test-export.json", { ...TESTS, candidate: CANDIDATE, testOutcome: "passed" }),
    );
    await bringVersion(
      page,
      slug,
      "scan-summary.json",
      json("scan-summary.json", { ...SCANS, highestSeverity: "moderate" }),
    );
    await fillFields(page, slug);
    await expect(field(page, "security-marker")).toContainText("Medium");
    await expect(field(page, "security-marker")).toContainText("mapping lost something");
  });
  await test.step("The release manager lifts it, and both gates let the record through", async () => {
    await liftHold(manager.page, slug, "Export and scan are now of the one candidate.");
    await expect(whereItIs(manager.page)).toContainText(SOUND);
    await takeGate(page, slug, { question: SOUND, says: "No" });
    await takeGate(page, slug, { question: REVIEWABLE, says: "Yes" });
  });
}

async function stagingStops({ team: { page }, manager, outsider, slug }: Staging): Promise<void> {
  await test.step("Staging stops: the record is cut, handed over, and begins nothing", async () => {
    await expect(whereItIs(page)).toContainText("The record stands in staging for its reviewers");
    await expect(page.getByText("The record was handed to Release manager.")).toBeVisible();
    await expect(history(page)).toHaveCount(5);
    await askDenied(page, slug, "Authorise the rollout", "The window is tonight.");
    await open(manager.page, `/packets/${slug}/revisions/1`);
    for (const words of [CANDIDATE, "Medium", "Passed", ARTIFACT.slice(0, 4)])
      await expect(manager.page.getByRole("main")).toContainText(words);
    await ledgerSays(manager.page, slug, ["handed off", "was refused an action beyond the stop boundary"]);
  });
  await test.step("Nobody else reads the record", async () => {
    const refused = await open(outsider.page, `/packets/${slug}/flow`);
    expect(refused?.status()).toBe(404);
  });
}
