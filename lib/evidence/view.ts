import type { FactValue } from "./fact.ts";
import type { Locator } from "./locator.schema.ts";

export type TestResult = "passed" | "failed" | "error" | "skipped";

/** One test case of a report. `seconds` is null where the report states none. */
export interface TestRow {
  readonly suite: string;
  readonly className: string;
  readonly name: string;
  readonly result: TestResult;
  /** True where the case failed at first and passed when run again. */
  readonly flaky: boolean;
  readonly seconds: number | null;
  readonly message: string | null;
  readonly line: number;
  readonly locator: Locator;
}

/** A count as the file declares it and as it was counted. `declared` is null where the file is silent. */
export interface Count {
  readonly measure: "tests" | "failures" | "errors" | "skipped";
  readonly declared: number | null;
  readonly counted: number;
}

/** One component of an SBOM. `depth` is 0 at the top level. */
export interface ComponentRow {
  readonly name: string;
  readonly version: string | null;
  readonly type: string | null;
  readonly purl: string | null;
  readonly licences: string | null;
  readonly depth: number;
  readonly locator: Locator;
}

/** One vulnerability that an SBOM or VEX lists. */
export interface VulnerabilityRow {
  readonly id: string;
  readonly severity: string | null;
  readonly state: string | null;
  readonly affects: number;
  readonly locator: Locator;
}

/** A labelled value that can be traced to. */
export interface ViewField {
  readonly label: string;
  readonly value: FactValue;
  readonly locator: Locator;
}

/** One signed (or bare) statement. */
export interface StatementSummary {
  readonly predicateType: string | null;
  readonly statementType: string | null;
  readonly signatures: number;
  /** Signatures are never checked here: no key material is given. */
  readonly signatureState: "unverified" | "unsigned";
  readonly subjects: readonly {
    readonly name: string | null;
    readonly digests: string;
    readonly locator: Locator;
  }[];
  readonly fields: readonly ViewField[];
  readonly payload: { readonly at: string; readonly line: number | null; readonly text: string } | null;
}

/** What the viewer shows of a file. Rows are cut to a window; `total` says how many there are. */
export type EvidenceView =
  | {
      readonly kind: "tests";
      readonly counts: readonly Count[];
      readonly rows: readonly TestRow[];
      readonly total: number;
    }
  | {
      readonly kind: "components";
      readonly fields: readonly ViewField[];
      readonly rows: readonly ComponentRow[];
      readonly total: number;
      readonly vulnerabilities: readonly VulnerabilityRow[];
      readonly vulnerabilityTotal: number;
    }
  | { readonly kind: "attestation"; readonly statements: readonly StatementSummary[]; readonly total: number }
  | { readonly kind: "source" }
  | { readonly kind: "none"; readonly because: string };

/** Lines of a source text as the viewer shows them. `firstLine` counts from 1. */
export interface SourceText {
  readonly firstLine: number;
  readonly lines: readonly string[];
  readonly totalLines: number;
}
