import { type Extraction, Findings, isoTime } from "./extraction.ts";
import { clip } from "./limits.ts";
import type { Locator } from "./locator.schema.ts";
import {
  type Counts,
  type JunitCase,
  type JunitSuite,
  MEASURES,
  type Measure,
  readJunit,
} from "./read-junit.ts";
import type { XmlFault } from "./read-xml.ts";
import type { TestRow } from "./view.ts";
import { Rows, type RowWindow } from "./window.ts";

const FINDING_NAME = /^\[[A-Z]{2,12}\] ?(CVE|GHSA|OSV|AVD|DLA|DSA|RHSA|ELSA)-/;
const MAX_FAILING = 100;

/** A locator of a case by its names. */
export function caseLocator(test: Pick<JunitCase, "suite" | "className" | "name" | "occurrence">): Locator {
  const { suite, className, name, occurrence } = test;
  return { kind: "junit-case", suite, className, name, occurrence };
}

/**
 * Reads a JUnit report. `junit.counted.*` are counts of the cases that stand in it, `junit.declared.*` what it says
 * of itself; the plain `junit.*` stands only where nothing in the report disagrees with anything else in it, so that
 * a report without its cases proves nothing.
 */
export function extractJunit(text: string, window: RowWindow): Extraction {
  const report = new Report(window);
  const read = readJunit(text, report);
  if (!read.ok) return broken(read.error);
  return report.extraction();
}

const BROKEN: Record<XmlFault["reason"], string> = {
  "not-xml": "The XML is not well formed",
  "doctype-refused": "A document type is declared; such XML is not read",
  "too-deep": "Elements are nested deeper than is read",
  "unexpected-shape": "An element has more attributes than is read",
};

function broken(fault: XmlFault): Extraction {
  const found = new Findings();
  found.problem(fault.reason, `${BROKEN[fault.reason]} (line ${fault.line}).`, lines(fault.line, fault.line));
  return {
    formatVersion: null,
    status: "malformed",
    facts: [],
    problems: found.problems(),
    statedTimes: [],
    view: { kind: "source" },
  };
}

function lines(start: number, end: number): Locator {
  return { kind: "line-range", start: Math.max(1, start), end: Math.max(1, start, end) };
}

class Report {
  private readonly found = new Findings();
  private readonly rows: Rows<TestRow>;
  private readonly counted: Counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  private readonly failing: JunitCase[] = [];
  private readonly top: JunitSuite[] = [];
  private root: JunitSuite | null = null;
  private suites = 0;
  private flaky = 0;
  private findings = 0;
  private repeated = 0;
  private consistent = true;

  constructor(window: RowWindow) {
    this.rows = new Rows(window);
  }

  onCase(test: JunitCase): void {
    this.counted.tests++;
    if (test.result === "failed") this.counted.failures++;
    if (test.result === "error") this.counted.errors++;
    if (test.result === "skipped") this.counted.skipped++;
    if (test.flaky) this.flaky++;
    if (FINDING_NAME.test(test.name)) this.findings++;
    if (test.occurrence > 0) this.repeated++;
    if (test.severalResults) {
      this.found.problem(
        "several-results",
        `“${clip(test.name, 120)}” has several results.`,
        caseLocator(test),
      );
    }
    const isFailing = test.result === "failed" || test.result === "error";
    if (isFailing && this.failing.length < MAX_FAILING) this.failing.push(test);
    this.rows.add(() => rowOf(test));
  }

  onSuite(suite: JunitSuite): void {
    if (suite.isRoot) this.root = suite;
    if (suite.isSuite) this.suites++;
    if (suite.depth === 1) this.top.push(suite);
    for (const measure of suite.unreadable) {
      this.differs(`A suite’s “${measure}” is no number.`, suite);
    }
    for (const measure of MEASURES) this.compare(suite, measure);
    if (suite.outside === 0) return;
    this.consistent = false;
    const detail = `${suite.outside} result(s) stand in suite “${clip(suite.name ?? "", 120)}” outside any test case.`;
    this.found.problem("result-outside-case", detail, lines(suite.line, suite.tagEndLine));
  }

  /** Producers differ on whether a suite's numbers include the suites inside it: either is accepted. */
  private compare(suite: JunitSuite, measure: Measure): void {
    const declared = suite.declared[measure];
    if (declared === null || declared === suite.all[measure] || declared === suite.direct[measure]) return;
    const name = suite.name === null ? "The report" : `“${clip(suite.name, 120)}”`;
    this.differs(`${name} declares ${declared} ${measure}; ${suite.all[measure]} stand in it.`, suite);
  }

  private differs(detail: string, suite: JunitSuite): void {
    this.consistent = false;
    this.found.problem("declared-differs", detail, lines(suite.line, suite.tagEndLine));
  }

  extraction(): Extraction {
    const place = lines(this.root?.line ?? 1, this.root?.tagEndLine ?? 1);
    const about = this.about();
    const declared = Object.fromEntries(MEASURES.map((measure) => [measure, this.declared(measure)]));
    this.sayOddities();
    this.countFacts(place, about, declared);
    this.failing.forEach((test, i) => {
      const name = [test.className, test.name].filter(Boolean).join(".");
      this.found.fact(`junit.failing[${i}]`, name, caseLocator(test), about);
    });
    this.times(place);
    return {
      formatVersion: null,
      status: "extracted",
      facts: this.found.facts,
      problems: this.found.problems(),
      statedTimes: this.found.statedTimes,
      view: {
        kind: "tests",
        counts: MEASURES.map((measure) => ({
          measure,
          declared: declared[measure] ?? null,
          counted: this.counted[measure],
        })),
        rows: this.rows.kept,
        total: this.rows.total,
      },
    };
  }

  /** What the root declares, or the sum of its suites where every one of them declares it. */
  private declared(measure: Measure): number | null {
    const own = this.root?.declared[measure] ?? null;
    if (own !== null || this.top.length === 0) return own;
    return this.top.reduce<number | null>((sum, suite) => {
      const value = suite.declared[measure];
      return sum === null || value === null ? null : sum + value;
    }, 0);
  }

  private countFacts(
    place: Locator,
    about: readonly string[],
    declared: Record<string, number | null>,
  ): void {
    const isTests = this.findings === 0 || this.findings < this.counted.tests;
    for (const measure of MEASURES) {
      this.found.fact(`junit.counted.${measure}`, this.counted[measure], place, about);
      this.found.fact(`junit.declared.${measure}`, declared[measure], place, about);
      if (this.consistent && isTests)
        this.found.fact(`junit.${measure}`, this.counted[measure], place, about);
    }
    const { tests, failures, errors, skipped } = this.counted;
    const passed = tests - failures - errors - skipped;
    this.found.fact("junit.counted.passed", passed, place, about);
    if (this.consistent && isTests) this.found.fact("junit.passed", passed, place, about);
    this.found.fact("junit.suites", this.suites, place, about);
    this.found.fact("junit.flaky", this.flaky, place, about);
    if (!isTests) this.found.fact("junit.findings", this.findings, place, about);
  }

  private sayOddities(): void {
    if (this.findings > 0 && this.findings === this.counted.tests) {
      this.found.problem(
        "findings-not-tests",
        "The cases are findings of a scanner and not tests: they say nothing of test failures.",
      );
    }
    if (this.repeated > 0) {
      this.found.problem(
        "duplicate-test",
        `${this.repeated} case(s) repeat the name of another in their suite.`,
      );
    }
  }

  private about(): readonly string[] {
    const named = this.root?.name ? [this.root] : this.top;
    return named.slice(0, 16).flatMap((suite) => (suite.name ? [`suite:${clip(suite.name, 200)}`] : []));
  }

  /** The earliest start that is stated: a report is as old as its oldest part. */
  private times(place: Locator): void {
    const stated = [this.root, ...this.top].flatMap((suite) => (suite?.timestamp ? [suite.timestamp] : []));
    const readable = stated.filter((text) => isoTime(text) !== null);
    const earliest = readable.toSorted((a, b) => ((isoTime(a) ?? "") < (isoTime(b) ?? "") ? -1 : 1))[0];
    this.found.time("junit.timestamp", earliest ?? stated[0] ?? null, place);
  }
}

function rowOf(test: JunitCase): TestRow {
  return {
    suite: clip(test.suite, 300),
    className: clip(test.className, 300),
    name: clip(test.name, 300),
    result: test.result,
    flaky: test.flaky,
    seconds: test.seconds,
    message: test.message,
    line: test.line,
    locator: caseLocator(test),
  };
}
