import type { ApprovalStatement, ReleaseStatement } from "../manifest/statement.schema.ts";
import type { Sealed } from "../manifest/statement.ts";
import type { Bundle, Trust } from "./bundle.schema.ts";
import type { FindingLog } from "./report.ts";
import type { RevisionShape } from "./revision-shape.schema.ts";

/** Everything that the steps of a verification look at. `ledger` null: no checkpoint could be accepted. */
export interface VerificationContext {
  readonly bundle: Bundle;
  readonly revision: ReadRevision;
  readonly manifest: ReadManifest;
  readonly ledger: LedgerView | null;
  readonly trust: Trust | null;
  readonly log: FindingLog;
}

/** A revision and the digest of its exact bytes. */
export interface ReadRevision {
  readonly digest: string;
  readonly body: RevisionShape;
}

export type ReadManifest = Sealed<ReleaseStatement>;

/** An approval whose envelope could be opened. `at` is when the ledger recorded it; empty where not shown. */
export interface Approved extends Sealed<ApprovalStatement> {
  readonly at: string;
}

/** The ledger as a signed checkpoint shows it. */
export interface LedgerView {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}
