import type { Result } from "../kernel/result.ts";
import { clip } from "./limits.ts";
import { readXml, type XmlElement, type XmlFault, type XmlReader } from "./read-xml.ts";
import type { TestResult } from "./view.ts";

export type Measure = "tests" | "failures" | "errors" | "skipped";
export const MEASURES: readonly Measure[] = ["tests", "failures", "errors", "skipped"];
export type Counts = Record<Measure, number>;

/** One test case as it was read. `occurrence` counts equal suite, class and name from 0. */
export interface JunitCase {
  readonly suite: string;
  readonly className: string;
  readonly name: string;
  readonly occurrence: number;
  readonly result: TestResult;
  readonly flaky: boolean;
  readonly severalResults: boolean;
  readonly seconds: number | null;
  readonly message: string | null;
  readonly line: number;
  readonly endLine: number;
}

/** One suite (or the root of suites) with what it declares of itself and what stands in it. */
export interface JunitSuite {
  readonly name: string | null;
  readonly isRoot: boolean;
  /** True for `testsuite`, false for the `testsuites` around them. */
  readonly isSuite: boolean;
  readonly depth: number;
  readonly declared: Readonly<Record<Measure, number | null>>;
  /** Attributes that ought to be counts and are not. */
  readonly unreadable: readonly string[];
  readonly timestamp: string | null;
  /** Cases directly in it, and cases in it and in the suites inside it. */
  readonly direct: Counts;
  readonly all: Counts;
  /** Results that stand in the suite itself and not in a case. */
  outside: number;
  readonly line: number;
  readonly tagEndLine: number;
}

/** Told of each case and each suite as it closes. */
export interface JunitReader {
  onCase(test: JunitCase): void;
  onSuite(suite: JunitSuite): void;
}

interface OpenCase {
  readonly element: XmlElement;
  readonly results: TestResult[];
  flaky: boolean;
  message: string | null;
}

const RESULTS: Readonly<Record<string, TestResult>> = {
  failure: "failed",
  error: "error",
  skipped: "skipped",
};
const RERUN_PASSES = new Set(["flakyFailure", "flakyError"]);
const MEASURE_OF: Readonly<Partial<Record<TestResult, Measure>>> = {
  failed: "failures",
  error: "errors",
  skipped: "skipped",
};
const MAX_MESSAGE = 500;

/** Reads a JUnit report (there is no authoritative schema) in one pass, suites within suites included. */
export function readJunit(text: string, reader: JunitReader): Result<null, XmlFault> {
  return readXml(text, new Walker(reader));
}

class Walker implements XmlReader {
  private readonly path: string[] = [];
  private readonly suites: JunitSuite[] = [];
  private readonly seen = new Map<string, number>();
  private readonly reader: JunitReader;
  private test: OpenCase | null = null;
  private words: string | null = null;

  constructor(reader: JunitReader) {
    this.reader = reader;
  }

  open(element: XmlElement, depth: number): void {
    const parent = this.path.at(-1);
    this.path.push(element.name);
    if (element.name === "testsuites" || element.name === "testsuite") {
      if (this.test === null) this.suites.push(suiteOf(element, this.suites.length, depth));
    } else if (element.name === "testcase" && this.test === null) {
      this.test = { element, results: [], flaky: false, message: null };
    } else if (parent === "testcase") this.resultOf(element);
    else if (RESULTS[element.name] && (parent === "testsuite" || parent === "testsuites")) {
      const suite = this.suites.at(-1);
      if (suite) suite.outside++;
    }
  }

  private resultOf(element: XmlElement): void {
    const test = this.test;
    if (!test) return;
    if (RERUN_PASSES.has(element.name)) test.flaky = true;
    const result = Object.hasOwn(RESULTS, element.name) ? RESULTS[element.name] : undefined;
    if (!result) return;
    test.results.push(result);
    test.message ??= element.attributes.get("message") ?? null;
    this.words = "";
  }

  text(text: string): void {
    if (this.words !== null && this.words.length < MAX_MESSAGE) this.words += text.slice(0, MAX_MESSAGE);
  }

  close(name: string, line: number): void {
    this.path.pop();
    if (this.test && RESULTS[name] && this.path.at(-1) === "testcase") {
      const words = this.words?.trim();
      this.test.message ??= words ? words : null;
      this.words = null;
    }
    if (name === "testcase" && this.test && !this.path.includes("testcase")) this.closeCase(this.test, line);
    if ((name === "testsuite" || name === "testsuites") && !this.test) this.closeSuite();
  }

  private closeCase(test: OpenCase, endLine: number): void {
    this.test = null;
    const read = this.caseOf(test, endLine);
    const measure = MEASURE_OF[read.result];
    const suite = this.suites.at(-1);
    if (suite) for (const counts of [suite.direct, suite.all]) add(counts, measure);
    this.reader.onCase(read);
  }

  private caseOf(test: OpenCase, endLine: number): JunitCase {
    const attribute = (key: string) => clip(test.element.attributes.get(key) ?? "");
    const suite = clip(this.suites.at(-1)?.name ?? "");
    const key = JSON.stringify([suite, attribute("classname"), attribute("name")]);
    const occurrence = this.seen.get(key) ?? 0;
    this.seen.set(key, occurrence + 1);
    return {
      suite,
      className: attribute("classname"),
      name: attribute("name"),
      occurrence,
      result: worst(test.results),
      flaky: test.flaky,
      severalResults: test.results.length > 1,
      seconds: secondsOf(test.element.attributes.get("time")),
      message: test.message === null ? null : clip(test.message, MAX_MESSAGE),
      line: test.element.line,
      endLine,
    };
  }

  private closeSuite(): void {
    const suite = this.suites.pop();
    if (!suite) return;
    const parent = this.suites.at(-1);
    if (parent) for (const measure of MEASURES) parent.all[measure] += suite.all[measure];
    this.reader.onSuite(suite);
  }
}

function add(counts: Counts, measure: Measure | undefined): void {
  counts.tests++;
  if (measure) counts[measure]++;
}

function worst(results: readonly TestResult[]): TestResult {
  return (["error", "failed", "skipped"] as const).find((result) => results.includes(result)) ?? "passed";
}

function secondsOf(text: string | undefined): number | null {
  const plain = text?.replaceAll(",", "");
  return plain && /^\d{1,9}(\.\d{1,12})?$/.test(plain) ? Number(plain) : null;
}

function suiteOf(element: XmlElement, depth: number, xmlDepth: number): JunitSuite {
  const unreadable: string[] = [];
  const declared = (measure: Measure): number | null => {
    const text = element.attributes.get(measure);
    if (text === undefined) return null;
    const plain = text.trim().replaceAll(",", "");
    if (/^\d{1,9}$/.test(plain)) return Number(plain);
    unreadable.push(measure);
    return null;
  };
  return {
    name: element.attributes.get("name") ?? null,
    isRoot: xmlDepth === 0,
    isSuite: element.name === "testsuite",
    depth,
    declared: {
      tests: declared("tests"),
      failures: declared("failures"),
      errors: declared("errors"),
      skipped: declared("skipped"),
    },
    unreadable,
    timestamp: element.attributes.get("timestamp") ?? null,
    direct: { tests: 0, failures: 0, errors: 0, skipped: 0 },
    all: { tests: 0, failures: 0, errors: 0, skipped: 0 },
    outside: 0,
    line: element.line,
    tagEndLine: element.tagEndLine,
  };
}
