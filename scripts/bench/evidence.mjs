// Inspects a generated SBOM of 20 MB off the main thread. Prints the time and what the main thread felt of it.
// Budget: under 3 s, event-loop delay p99 under 50 ms. Exits 1 where it is missed.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { register } from "tsx/esm/api";

register();
const { closeEvidenceThreads, inspectOffThread } = await import(
  "../../lib/evidence-worker/inspect-off-thread.ts"
);

const SIZE = 20 * 1024 * 1024;
const RUNS = 5;

function component(i) {
  const name = `library-${i}`;
  const hash = i.toString(16).padStart(64, "0");
  return {
    type: "library",
    "bom-ref": `pkg:npm/%40scope/${name}@1.${i % 97}.0`,
    name,
    version: `1.${i % 97}.0`,
    description: `A library of the number ${i} that says „something“ of itself.\n`,
    hashes: [{ alg: "SHA-256", content: hash }],
    licenses: [{ license: { id: i % 3 ? "MIT" : "Apache-2.0" } }],
    purl: `pkg:npm/%40scope/${name}@1.${i % 97}.0`,
    externalReferences: [{ type: "vcs", url: `git+https://example.org/${name}.git` }],
    components: i % 50 ? undefined : [{ type: "file", name: `${name}.js` }],
  };
}

function sbom() {
  const parts = [];
  for (let i = 0, size = 0; size < SIZE; i++) {
    const text = JSON.stringify(component(i), null, 1);
    parts.push(text);
    size += text.length;
  }
  const head = '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[';
  return new TextEncoder().encode(`${head}${parts.join(",\n")}]}`);
}

const bytes = sbom();
await inspectOffThread(new TextEncoder().encode("warm"));
const times = [];
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let components = 0;
for (let i = 0; i < RUNS; i++) {
  const from = performance.now();
  const found = await inspectOffThread(bytes);
  times.push(performance.now() - from);
  if (!found.ok || found.value.status !== "extracted") throw new Error("the SBOM was not read");
  components = found.value.facts.find(({ key }) => key === "cyclonedx.components").value;
}
delay.disable();
await closeEvidenceThreads();

const slowest = Math.max(...times);
const p99 = delay.percentile(99) / 1e6;
console.log(`${(bytes.length / 1e6).toFixed(1)} MB, ${components} components`);
console.log(`recognise + extract: ${times.map((ms) => ms.toFixed(0)).join(", ")} ms (budget 3000)`);
console.log(
  `event-loop delay: p99 ${p99.toFixed(1)} ms, max ${(delay.max / 1e6).toFixed(1)} ms (budget p99 50)`,
);
process.exit(slowest < 3000 && p99 < 50 ? 0 : 1);
