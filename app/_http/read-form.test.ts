import { describe, expect, it } from "vitest";
import { readForm } from "./read-form.ts";

const BOUNDARY = "----b4f0";
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

function part(head: string, body: string | Uint8Array): Buffer {
  const start = `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
  return Buffer.concat([Buffer.from(start), Buffer.from(body), Buffer.from("\r\n")]);
}

const end = Buffer.from(`--${BOUNDARY}--\r\n`);

describe("readForm", () => {
  it("[EV42] gives what the platform's own writer wrote, byte for byte", async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 256);
    const form = new FormData();
    form.set("requestId", "an id");
    form.set("name", "Ein „Name“");
    form.set("file", new File([bytes], 'a "quoted" näme.json'));
    const sent = new Response(form);
    const type = sent.headers.get("content-type") ?? "";
    const read = readForm(new Uint8Array(await sent.arrayBuffer()), type);
    expect(read?.get("file")?.bytes).toEqual(bytes);
    expect(read?.get("file")?.fileName).toBe('a "quoted" näme.json');
    expect(Buffer.from(read?.get("name")?.bytes ?? []).toString()).toBe("Ein „Name“");
    expect([...(read?.keys() ?? [])]).toEqual(["requestId", "name", "file"]);
  });

  it.each([
    ["no closing boundary", part('name="a"', "1")],
    ["a body that was cut", Buffer.concat([part('name="a"', "1"), end]).subarray(0, 60)],
    ["a name given twice", Buffer.concat([part('name="a"', "1"), part('name="a"', "2"), end])],
    ["a part without a name", Buffer.concat([part('filename="x"', "1"), end])],
    ["a preamble", Buffer.concat([Buffer.from("hello\r\n"), part('name="a"', "1"), end])],
    ["headers without end", Buffer.concat([part(`name="a"; x="${"y".repeat(9000)}"`, "1"), end])],
    ["nothing", Buffer.alloc(0)],
  ])("[EV42] refuses a form with %s", (_, body) => {
    expect(readForm(new Uint8Array(body), TYPE)).toBeNull();
  });

  it("[EV42] refuses a form of a hundred thousand parts without reading it", () => {
    const body = Buffer.concat([
      ...Array.from({ length: 100_000 }, (_, i) => part(`name="p${i}"`, "1")),
      end,
    ]);
    const started = performance.now();
    expect(readForm(new Uint8Array(body), TYPE)).toBeNull();
    expect(performance.now() - started).toBeLessThan(500);
  });

  it("[EV42] keeps the words of a boundary that stand within a line", () => {
    const body = Buffer.concat([
      part('name="file"; filename="x"', `mid --${BOUNDARY}x and --${BOUNDARY}`),
      end,
    ]);
    const read = readForm(new Uint8Array(body), TYPE);
    expect(Buffer.from(read?.get("file")?.bytes ?? []).toString()).toBe(
      `mid --${BOUNDARY}x and --${BOUNDARY}`,
    );
  });
});
