// Writes lib/bundle/testdata: bundles that a second implementation can be held against. Run it again only when the
// format changes: `node --import tsx test/write-bundle-vectors.ts`. Keys are made anew each time.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bundle, Trust } from "../lib/bundle/bundle.schema.ts";
import { verifyBundle } from "../lib/bundle/verify-bundle.ts";
import { canonicalBytes } from "../lib/kernel/canonical.ts";
import { digestOfText } from "../lib/kernel/digest.ts";
import { sampleRevisionInput } from "../lib/revision/sample.ts";
import { OWNER, SIGNER, sampleRelease, testKey } from "./release.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../lib/bundle/testdata");
const small = sampleRevisionInput({ paragraphs: 2, claims: 1, objections: 1 });
const keys = { ledger: testKey(), workspace: testKey() };
const honest = sampleRelease({ keys, input: small });
const twin = sampleRelease({ keys, input: { ...small, holds: [] } });
const text = new TextDecoder().decode(honest.bytes);
const other = digestOfText("something else");
const SOMEBODY = { id: "00000000-0000-4000-8000-000000000099", name: "Somebody" };

function parsed(bytes: Uint8Array): Bundle {
  return JSON.parse(new TextDecoder().decode(bytes)) as Bundle;
}

function edited(change: Partial<Bundle>): Uint8Array {
  return canonicalBytes({ ...parsed(honest.bytes), ...change });
}

function withFirstByteChanged(): Uint8Array {
  const at = text.indexOf('"revision":"') + 200;
  return new TextEncoder().encode(`${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`);
}

interface Vector {
  readonly why: string;
  readonly bytes: Uint8Array;
  readonly trust?: Trust | null;
}

const vectors: Readonly<Record<string, Vector>> = {
  released: {
    why: "A release by a required signer (password) and the release owner (passkey).",
    bytes: honest.bytes,
  },
  "released-by-delegate": {
    why: "Somebody signed on behalf of the required signer; the manifest names the signer.",
    bytes: sampleRelease({
      keys,
      input: small,
      approval: (p, i) => (i === 0 ? { ...p, signer: SOMEBODY, onBehalfOf: SIGNER } : p),
    }).bytes,
  },
  "no-trust-file": {
    why: "Without a trust file the same bundle is only consistent with itself.",
    bytes: honest.bytes,
    trust: null,
  },
  "byte-changed_fail": { why: "One byte of the revision was changed.", bytes: withFirstByteChanged() },
  whitespace_fail: {
    why: "The file ends with a line feed, so it differs from its canonical form.",
    bytes: new TextEncoder().encode(`${text}\n`),
  },
  "key-order_fail": {
    why: "The same members in another order.",
    bytes: new TextEncoder().encode(
      JSON.stringify(Object.fromEntries(Object.entries(parsed(honest.bytes)).reverse())),
    ),
  },
  "key-doubled_fail": {
    why: "The schema is named twice; a lenient parser would keep the last.",
    bytes: new TextEncoder().encode(`{"schema":"countersign.dev/release-bundle/v1",${text.slice(1)}`),
  },
  "other-keys_fail": {
    why: "Made whole again under other keys: consistent with itself, and of nobody whom the trust file knows.",
    bytes: sampleRelease({ input: small }).bytes,
  },
  "revision-transplanted_fail": {
    why: "The revision of another release of the same workspace.",
    bytes: edited({ revision: parsed(twin.bytes).revision }),
  },
  "approvals-transplanted_fail": {
    why: "The approvals of another release by the same people.",
    bytes: edited({ approvals: parsed(twin.bytes).approvals }),
  },
  "part-digest_fail": {
    why: "The manifest binds another option set than the revision's.",
    bytes: sampleRelease({
      keys,
      input: small,
      manifest: (p) => ({ ...p, optionSet: { ...p.optionSet, digest: other } }),
    }).bytes,
  },
  "signer-missing_fail": {
    why: "The required signer's approval was left out.",
    bytes: edited({ approvals: parsed(honest.bytes).approvals.slice(1) }),
  },
  "one-person-twice_fail": {
    why: "One person filled both seats: quorum counts distinct people.",
    bytes: sampleRelease({
      keys,
      input: small,
      approval: (p, i) => (i === 0 ? { ...p, signer: OWNER, onBehalfOf: SIGNER } : p),
    }).bytes,
  },
  "contributor-approved_fail": {
    why: "The release owner is among the revision's contributors and the kind does not allow that.",
    bytes: sampleRelease({
      keys,
      input: {
        ...small,
        contributors: [{ actorId: OWNER.id, edits: 1, rows: 0, links: 0, suggestions: 0 }],
        people: { ...small.people, [OWNER.id]: OWNER.name },
      },
    }).bytes,
  },
  "user-not-verified_fail": {
    why: "The authenticator did not verify its user.",
    bytes: sampleRelease({ keys, input: small, assert: { flags: 0x01 } }).bytes,
  },
  "other-origin_fail": {
    why: "The passkey signed at an origin that the trust file does not pin.",
    bytes: sampleRelease({ keys, input: small, assert: { origin: "http://localhost.evil.example:3000" } })
      .bytes,
  },
  "enrolled-late_fail": {
    why: "The passkey's enrolment stands in the ledger after the approval that it signed.",
    bytes: sampleRelease({ keys, input: small, order: ["approved 0", "approved 1", "enrolled", "released"] })
      .bytes,
  },
  "not-in-ledger_fail": {
    why: "The release's entry is not proved to stand at the index that the file names.",
    bytes: edited({ released: { ...parsed(honest.bytes).released, index: "3" } }),
  },
  lapsed_fail: {
    why: "The release opened after its manifest had lapsed.",
    bytes: sampleRelease({
      keys,
      input: small,
      manifest: (p) => ({ ...p, lapsesAt: "2026-03-23T09:01:30.000Z" }),
    }).bytes,
  },
};

rmSync(root, { recursive: true, force: true });
for (const [name, { why, bytes, trust = honest.trust }] of Object.entries(vectors)) {
  const report = verifyBundle(bytes, trust);
  const rules = report.findings.filter((finding) => !finding.passed).map((finding) => finding.rule);
  if (name.endsWith("_fail") !== (report.verdict === "failed")) throw new Error(`${name}: ${report.verdict}`);
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bundle.countersign.json"), bytes);
  if (trust) writeFileSync(join(folder, "trust.json"), `${JSON.stringify(trust, null, 2)}\n`);
  writeFileSync(
    join(folder, "expected.json"),
    `${JSON.stringify({ verdict: report.verdict, rules }, null, 2)}\n`,
  );
  writeFileSync(join(folder, "README.md"), `${why}\n`);
}
