import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parseKind } from "./parse-kind.ts";
import { faultsText } from "./present-faults.ts";

const FILE = "kinds/co-production-approved-release/payments-tokenization-exception.yaml";

async function faultsOf(from: string, to: string) {
  const text = (await readFile(FILE, "utf8")).replace(from, to);
  const result = parseKind(text, FILE);
  if (result.ok) throw new Error("accepted");
  const lines = text.split("\n");
  return result.error.map((fault) => ({ ...fault, source: lines[fault.line - 1] ?? "", text }));
}

describe("what a mistake in a kind file says", () => {
  it.each([
    ["a field that is not one", "hours: 336", "hour: 336", 'no field "hour" here; did you mean "hours"?'],
    ["a word outside a closed set", "sort: terminal", "sort: termnal", 'did you mean "terminal"?'],
    [
      "a field that is missing",
      "title: Payments tokenization exception\n",
      "",
      '"title" is needed here: text',
    ],
    ["text for a number", "version: 1", "version: one", "a number is expected here"],
    ["a target that is none", "sink:hold", "sinkhold", "step:, gate:, sink: or outcome:"],
    [
      "a check that is near one",
      "check: evidence-fresh",
      "check: evidence-frosh",
      'did you mean "evidence-fresh"?',
    ],
    ["a sink that is near one", "sink:hold", "sink:holt", 'leads nowhere; did you mean "sink:hold"?'],
  ])("[KI6] %s is reported with what was meant", async (_, from, to, says) => {
    const faults = await faultsOf(from, to);
    expect(faults.map((fault) => fault.says).join("\n")).toContain(says);
  });

  it("[KI7] a mistake stands where it is written, with the line and a mark under it", async () => {
    const [fault] = (await faultsOf("sort: terminal", "sort: termnal")).filter((one) =>
      one.path.endsWith("sort"),
    );
    if (!fault) throw new Error("not reported");
    expect(fault.source.slice(fault.column - 1)).toMatch(/^sort: termnal/);
    const [first, source, mark] = faultsText([fault], fault.text).split("\n");
    expect(first).toBe(`${FILE}:${fault.line}:${fault.column}: ${fault.says} (${fault.path})`);
    expect(source?.indexOf("sort: termnal")).toBe(mark?.indexOf("^"));
  });
});
