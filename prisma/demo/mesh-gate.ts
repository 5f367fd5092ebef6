// The gate before mutual TLS is enforced in the mesh: some controls are current, some have aged, and all of what is
// missing can be refreshed by the people who prepare the packet.
import type { Columns } from "../../lib/packet/registers.ts";
import { type DemoExport, dayFromNow, digestOf } from "./evidence.ts";

export const MESH_TITLE = "Mesh enforcement gate, storefront and ledger";

const TARGETS = `sha256:${digestOf("storefront and ledger, frozen target list")}`;
const DAY = 24;

/** The records of the gate. The rehearsal is older than its fourteen days; two workloads are unresolved. */
export const MESH_EXPORTS: readonly DemoExport[] = [
  {
    slot: "workload-list",
    file: "frozen-workloads.json",
    name: "Frozen list of workloads in scope",
    authority: "Mesh readiness",
    hoursOld: DAY,
    says: { targets: { frozen: true, count: 46, digest: TARGETS } },
  },
  {
    slot: "catalog-export",
    file: "catalog-export.json",
    name: "Service catalogue export",
    authority: "Service catalogue",
    hoursOld: DAY,
    says: { catalog: { workloads: 46, targetsDigest: TARGETS } },
  },
  {
    slot: "canary-telemetry",
    file: "canary-window.json",
    name: "Canary telemetry, sealed window",
    authority: "Observability",
    hoursOld: 2 * DAY,
    says: { canary: { sealed: true, hours: 72, breaches: 0, targetsDigest: TARGETS } },
  },
  {
    slot: "rollback-rehearsal",
    file: "rollback-rehearsal.json",
    name: "Rollback rehearsal of both paths",
    authority: "Mesh operations",
    hoursOld: 19 * DAY,
    says: { rehearsal: { policyReversal: "passed", sidecarBypass: "passed" } },
  },
  {
    slot: "compatibility-inventory",
    file: "compatibility.json",
    name: "Compatibility of workloads with the sidecar",
    authority: "Runtime team",
    hoursOld: DAY,
    says: { compatibility: { checked: 46, unresolved: 2, workloads: ["ledger-stream", "price-feed"] } },
  },
  {
    slot: "authorization-baseline",
    file: "authorization-baseline.json",
    name: "East-west authorization baseline",
    authority: "Platform security",
    hoursOld: DAY,
    says: { authorization: { policies: 118, unsigned: 3 } },
  },
  {
    slot: "certificate-exceptions",
    file: "certificate-exceptions.json",
    name: "Register of certificate-chain exceptions",
    authority: "Platform security",
    hoursOld: DAY,
    says: { exceptions: { open: 2, earliestExpiry: `${dayFromNow(160)}T00:00:00Z` } },
  },
  {
    slot: "authority-snapshot",
    file: "authority.json",
    name: "Delegated authority, as of this week",
    authority: "Office of the gate owner",
    hoursOld: 3 * DAY,
    says: { authority: { mayPackage: ["proceed", "narrow", "hold"] } },
  },
  {
    slot: "subset-assessment",
    file: "subset-assessment.json",
    name: "Assessment of the stateless subset",
    authority: "Mesh readiness",
    hoursOld: DAY,
    says: {
      subset: {
        name: "identity and edge routing",
        policySatisfied: true,
        rollbackCovered: true,
        legacyIsolated: false,
      },
    },
  },
  {
    slot: "blocker-review",
    file: "blocker-review.json",
    name: "Review of the remaining blockers",
    authority: "Mesh readiness",
    hoursOld: 5,
    says: { blockers: { open: 3, refreshable: true, outsideLocalControl: 0 } },
  },
];

export const MESH_CHECKPOINT = {
  value: `${dayFromNow(40)}T06:00:00Z`,
  reason: "As the change calendar proposes it; two windows before the traffic ramp.",
} as const;

/** Prerequisites by key; that both registers are pinned is left open. */
export const MESH_PREREQUISITES: Readonly<Record<string, Columns>> = {
  "workload-list-frozen": { state: "confirmed", evidence: "S1 and S2 name one digest" },
  "canary-sealed": { state: "confirmed", evidence: "S3, sealed over the same digest" },
  "authority-attached": { state: "confirmed", evidence: "S8" },
  "rollback-rehearsed": { state: "surfaced-as-blocker", evidence: "S4 is older than fourteen days" },
};

/** Requirements by key; nobody has said anything of the authorization policy yet. */
export const MESH_REQUIREMENTS: Readonly<Record<string, Columns>> = {
  "canary-covers-scope": { disposition: "met", evidence: "S3" },
  "exceptions-outlive": { disposition: "met", evidence: "S7" },
  "rollback-current": { disposition: "not-met", evidence: "S4" },
  "workloads-compatible": { disposition: "partly", evidence: "S5: two of 46 are unresolved" },
};

export const MESH_BLOCKERS = [
  {
    blocker: "The rehearsal of both rollback paths is older than fourteen days.",
    scope: "All 46 workloads",
    with: "Mesh operations",
    refreshable: "yes",
    state: "open",
  },
  {
    blocker: "Two stateful workloads drop long connections when their sidecar restarts.",
    scope: "ledger-stream, price-feed",
    with: "Runtime team",
    refreshable: "yes",
    state: "open",
  },
  {
    blocker: "Three authorization acknowledgments are not signed.",
    scope: "Ledger services",
    with: "Platform security",
    refreshable: "yes",
    state: "open",
  },
] as const;

/** `[C1]` is traced to the canary window. */
export const MESH_TEXT: Readonly<Record<string, readonly string[]>> = {
  changed: [
    "Since the last packet the rollback rehearsal has aged past its limit, and the inventory of compatibility came back with two workloads instead of five.",
  ],
  controls: [
    "[C1]The sealed canary window shows no breach[/C1] for the workloads in scope. Compatibility, authorization and rollback are not current for the full scope.",
  ],
  subset: [
    "Identity and edge routing satisfy policy and are covered by the rehearsal. Legacy workloads would not stay isolated: they still call identity in plain text.",
  ],
  rationale: [
    "Nothing that is missing lies outside mesh readiness. The rehearsal is booked, the runtime team has a fix in review, and the acknowledgments wait for one team. To hold costs one window; to narrow would leave a path in plain text behind a gate that says it is closed.",
  ],
};

export const MESH_CLAIM = {
  mark: "C1",
  section: "controls",
  file: "canary-window.json",
  fact: "record.canary.breaches",
  assertion: { key: "record.canary.breaches", op: "=", value: 0 },
} as const;
