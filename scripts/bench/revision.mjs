// How long a cut computes: load a document, project it, build the canonical revision and digest it, at 5,000
// paragraphs, 2,000 claims and 500 objections. Budget: 1 s. Run: node --import tsx scripts/bench/revision.mjs
import { performance } from "node:perf_hooks";
import * as Y from "yjs";
import { initialDocument } from "../../lib/collab/layout.ts";
import { projectSections } from "../../lib/collab/projection.ts";
import { digestOf } from "../../lib/kernel/digest.ts";
import { buildRevision, partDigests, revisionBytes } from "../../lib/revision/revision.ts";
import { sampleRevisionInput } from "../../lib/revision/sample.ts";

const SIZE = { paragraphs: 5000, claims: 2000, objections: 500 };
const SECTIONS = [
  { key: "exception-sought", title: "Exception sought" },
  { key: "test-evidence", title: "Test evidence" },
];
const ROUNDS = Number(process.env.ROUNDS ?? 9);

const doc = new Y.Doc();
Y.applyUpdate(doc, initialDocument(SECTIONS));
doc.transact(() => {
  for (let i = 0; i < SIZE.paragraphs; i++) {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.setAttribute("id", `p${i}`);
    paragraph.insert(0, [
      new Y.XmlText(`Paragraph ${i}: the rehearsal ran ${i * 7} tests without a failure.`),
    ]);
    doc
      .getXmlFragment("body")
      .get(i % 2)
      .push([paragraph]);
  }
});
const update = Y.encodeStateAsUpdate(doc);
const input = sampleRevisionInput(SIZE);

/** @type {{load: number, project: number, build: number, bytes: number, verify: number, total: number}[]} */
const rounds = [];
let size = 0;
for (let round = 0; round < ROUNDS; round++) {
  const start = performance.now();
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, update);
  const loaded = performance.now();
  const sections = projectSections(fresh, SECTIONS, new Set());
  if (!sections.ok) throw new Error("the document does not fit its layout");
  const projected = performance.now();
  const body = buildRevision({ ...input, sections: sections.value });
  const built = performance.now();
  const bytes = revisionBytes(body);
  digestOf(bytes);
  const digested = performance.now();
  partDigests(JSON.parse(new TextDecoder().decode(bytes)));
  const verified = performance.now();
  size = bytes.length;
  rounds.push({
    load: loaded - start,
    project: projected - loaded,
    build: built - projected,
    bytes: digested - built,
    verify: verified - digested,
    total: digested - start,
  });
}
const median = (name) =>
  rounds.map((round) => round[name]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
console.log(
  `${SIZE.paragraphs} paragraphs, ${SIZE.claims} claims, ${SIZE.objections} objections: ${(size / 1e6).toFixed(2)} MB`,
);
for (const name of ["load", "project", "build", "bytes", "total", "verify"]) {
  console.log(`${name.padEnd(8)} ${median(name).toFixed(0)} ms (median of ${ROUNDS})`);
}
if (median("total") > 1000) {
  console.log("over the budget of 1,000 ms");
  process.exitCode = 1;
}
