// A candidate's exports on their way into one staged record: two exports disagree about the tests, and the manifest
// names no rollback artifact.
import { type DemoExport, digestOf } from "./evidence.ts";

export const STAGING_TITLE = "Checkout API 4.18.0-rc2, deployment review";

const CANDIDATE = "4.18.0-rc2";
const ARTIFACT = digestOf(`checkout-api ${CANDIDATE} artifact`);
const ENVIRONMENTS = "eu-central, us-east";

/** The evidence of the candidate, as its systems exported it. */
export const STAGING_EXPORTS: readonly DemoExport[] = [
  {
    slot: "release-manifest",
    file: "release-manifest.json",
    name: "Release manifest of the candidate",
    authority: "Promotion service",
    hoursOld: 9,
    says: {
      service: "checkout-api",
      repository: "storefront/checkout-api",
      candidate: CANDIDATE,
      artifactDigest: `sha256:${ARTIFACT}`,
      environmentSet: ENVIRONMENTS,
    },
  },
  {
    slot: "ci-pipeline",
    file: "pipeline-run-48213.json",
    name: "Pipeline run 48213",
    authority: "Continuous integration",
    hoursOld: 10,
    says: {
      candidate: CANDIDATE,
      run: 48213,
      buildDigest: `sha256:${digestOf(`checkout-api ${CANDIDATE} build`)}`,
      policyExceptions: "none",
    },
  },
  {
    slot: "test-exports",
    file: "integration-tests.json",
    name: "Integration suite, nightly",
    authority: "Continuous integration",
    hoursOld: 8,
    says: {
      candidate: CANDIDATE,
      testInventory: "1204 unit, 186 integration, 12 load",
      testOutcome: "passed",
    },
  },
  {
    slot: "test-exports",
    file: "canary-tests.json",
    name: "Canary checks, two of three rings",
    authority: "Release engineering",
    hoursOld: 5,
    says: { candidate: CANDIDATE, rings: { planned: 3, run: 2 }, testOutcome: "partly-run" },
  },
  {
    slot: "provenance-attestations",
    file: "attestation.json",
    name: "Attestation of the build",
    authority: "Build platform",
    hoursOld: 10,
    says: { candidate: CANDIDATE, attestedDigest: ARTIFACT },
  },
  {
    slot: "sbom-and-scans",
    file: "scan-summary.json",
    name: "Dependency and vulnerability scan",
    authority: "Product security",
    hoursOld: 7,
    says: { candidate: CANDIDATE, dependencyChange: "minor", highestSeverity: "moderate" },
  },
  {
    slot: "intake-schema",
    file: "intake-schema.json",
    name: "Intake schema of the staging system",
    authority: "Release engineering",
    hoursOld: 400,
    says: { schema: "deployment-review-staging-record", schemaVersion: "3.1" },
  },
  {
    slot: "rollback-runbook",
    file: "rollback-runbook.json",
    name: "Rollback runbook, excerpt",
    authority: "Storefront operations",
    hoursOld: 60,
    says: { runbookEnvironment: ENVIRONMENTS, steps: 7 },
  },
  {
    slot: "config-diff",
    file: "config-diff.json",
    name: "Configuration diff of both environments",
    authority: "Storefront operations",
    hoursOld: 6,
    says: { changedKeys: 4, unreviewedSecretChanges: 0 },
  },
  {
    slot: "incident-note",
    file: "incident-note.json",
    name: "Note on the last failed rollout",
    authority: "Incident review",
    hoursOld: 300,
    says: { unsupportedConclusions: 0, note: "Rolled back in eleven minutes after cart totals drifted." },
  },
];

/** The record as far as it is written. `[C1]` is traced to the manifest. */
export const STAGING_TEXT: Readonly<Record<string, readonly string[]>> = {
  record: [
    "[C1]The candidate is 4.18.0-rc2[/C1] of the checkout API, for the environments eu-central and us-east. One dependency changed by a minor version; nothing of high severity is open.",
  ],
  transformation: [
    "The scanner's word “moderate” was mapped to Medium, which loses the difference between the two scales.",
  ],
  uncertainty: [
    "Two things keep this record from its reviewers.",
    "- The nightly suite says that the tests passed; the canary export says that they ran in two of three rings. Neither is preferred here.",
    "- The manifest names no rollback artifact. The runbook describes one, and a runbook is not where this record may take it from.",
  ],
};

export const STAGING_CLAIM = {
  mark: "C1",
  section: "record",
  file: "release-manifest.json",
  fact: "record.candidate",
  assertion: { key: "record.candidate", op: "=", value: CANDIDATE },
} as const;
