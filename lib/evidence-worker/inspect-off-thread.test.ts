import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { inspectEvidence } from "../evidence/inspect.ts";
import { utf8 } from "../kernel/bytes.ts";
import {
  closeEvidenceThreads,
  inspectOffThread,
  readOffThread,
  resolveOffThread,
  sourceTextOffThread,
} from "./inspect-off-thread.ts";
import { ReaderThread } from "./reader-thread.ts";

const REPORT = new Uint8Array(
  readFileSync(join(import.meta.dirname, "../../test/fixtures/evidence/junit/TESTS-TestSuites.xml")),
);
const scratch = mkdtempSync(join(tmpdir(), "evidence-"));

afterAll(async () => {
  await closeEvidenceThreads();
  rmSync(scratch, { recursive: true });
});

/** A worker that does to a task what its first byte says. */
function misbehaving(): ReaderThread {
  const file = join(scratch, "worker.mjs");
  writeFileSync(
    file,
    `import { parentPort } from "node:worker_threads";
     parentPort.on("message", ({ id, task }) => {
       const [what] = task.bytes;
       if (what === 1) for (;;);
       if (what === 2) { const all = []; for (;;) all.push(new Array(100000).fill(id)); }
       if (what === 3) process.exit(7);
       if (what === 4) throw new Error("worker");
       parentPort.postMessage(what === 5 ? { id, fault: "RangeError" } : { id, value: "fine" });
     });
     parentPort.postMessage({ ready: true });`,
  );
  return new ReaderThread(file);
}

describe("reading off the main thread", () => {
  it("[EV9] gives what the pure reader gives, and leaves the caller's bytes alone", async () => {
    const found = await inspectOffThread(REPORT);
    expect(found).toEqual({ ok: true, value: inspectEvidence(REPORT) });
    expect(REPORT.length).toBe(1007);
  });

  it("[EV9] reads views, lines and places", async () => {
    const read = await readOffThread(REPORT, { from: 0, limit: 2 });
    expect(read).toMatchObject({ ok: true, value: { view: { kind: "tests", total: 3 } } });
    expect(await sourceTextOffThread(REPORT, 2, 1)).toMatchObject({ ok: true, value: { firstLine: 2 } });
    const places = await resolveOffThread(REPORT, "junit", [
      { kind: "line-range", start: 1, end: 1 },
      { kind: "json-pointer", pointer: "/x" },
    ]);
    expect(places).toMatchObject({
      ok: true,
      value: [{ ok: true }, { ok: false, error: { code: "locator-unresolved" } }],
    });
  });

  it("[EV9] many files at once are each answered with their own", async () => {
    const files = Array.from({ length: 20 }, (_, i) => utf8("line\n".repeat(i + 1)));
    const found = await Promise.all(files.map((bytes) => inspectOffThread(bytes)));
    expect(found.map((outcome) => outcome.ok && outcome.value.facts[0]?.value)).toEqual(
      files.map((_, i) => i + 1),
    );
  });

  it("[EV9] a reader that loops, eats memory, exits or throws is ended, and the next file is read", async () => {
    const thread = misbehaving();
    const run = (what: number) => thread.run({ kind: "inspect", bytes: Uint8Array.of(what) }, 2000);
    await expect(run(1)).rejects.toMatchObject({ code: "evidence-timeout" });
    await expect(run(0)).resolves.toBe("fine");
    for (const what of [3, 4, 5]) {
      await expect(run(what)).rejects.toMatchObject({ code: "evidence-crashed" });
      await expect(run(0)).resolves.toBe("fine");
    }
    await thread.close();
  }, 30_000);

  it("[EV9] what waits behind a reader that is ended is still answered", async () => {
    const thread = misbehaving();
    const first = thread.run({ kind: "inspect", bytes: Uint8Array.of(3) }, 2000);
    const second = thread.run({ kind: "inspect", bytes: Uint8Array.of(0) }, 2000);
    await expect(first).rejects.toMatchObject({ code: "evidence-crashed" });
    await expect(second).resolves.toBe("fine");
    await thread.close();
  });

  it("[EV9] a reader that eats memory ends alone", async () => {
    const thread = misbehaving();
    await expect(thread.run({ kind: "inspect", bytes: Uint8Array.of(2) }, 60_000)).rejects.toMatchObject({
      code: "evidence-crashed",
    });
    await expect(thread.run({ kind: "inspect", bytes: Uint8Array.of(0) }, 2000)).resolves.toBe("fine");
    await thread.close();
  }, 90_000);

  it("[EV9] a reader that cannot be started is a refusal, not a crash", async () => {
    const thread = new ReaderThread(join(scratch, "nowhere.mjs"));
    await expect(thread.run({ kind: "inspect", bytes: REPORT }, 2000)).rejects.toMatchObject({
      code: "evidence-crashed",
    });
  });
});
