import * as Y from "yjs";
import { err, ok, type Result } from "../../kernel/result.ts";
import { validateChange } from "../change-check.ts";
import type { SectionSpec } from "../layout.ts";
import { type ClockRange, scanUpdate, type UpdateScan } from "./update-scan.ts";

/** Why an update was not taken; the wire's notice carries it. */
export interface GateRefusal {
  readonly code: "malformed" | "gap" | "foreign-client" | "layout" | "pending" | "too-large" | "read-only";
  /** For the log and the notice; never the document's text. */
  readonly detail: string;
}

/** What passed the gate: the bytes to store, or null where the document has it all already. */
export type GateOutcome = Result<Uint8Array | null, GateRefusal>;

export interface GateInput {
  /** Document that the update is tried on; it may be left changed by a refusal (see `dirty`). */
  readonly scratch: Y.Doc;
  readonly update: Uint8Array;
  readonly sections: readonly SectionSpec[];
  readonly mayEdit: boolean;
  /** True for client ids that the sender leases. */
  readonly leases: (client: number) => boolean;
  /** Called when a refused update may have changed the scratch document. */
  readonly dirty: () => void;
}

function refuse(code: GateRefusal["code"], detail: string): Result<never, GateRefusal> {
  return err({ code, detail });
}

/** Clocks known per client once the update is in, or why its structs cannot be taken. */
function knownAfter(input: GateInput, scan: UpdateScan): Result<ReadonlyMap<number, number>, GateRefusal> {
  const { store } = input.scratch;
  const after = new Map<number, number>();
  for (const { client, clock, length } of scan.structs) {
    const known = Y.getState(store, client);
    after.set(client, Math.max(known, clock + length));
    if (clock > known) return refuse("gap", "structs before these are missing");
    if (clock + length > known && !input.leases(client)) return refuse("foreign-client", `client ${client}`);
  }
  return ok(after);
}

function isWithin(
  ranges: readonly ClockRange[],
  after: ReadonlyMap<number, number>,
  store: Y.Doc["store"],
): boolean {
  return ranges.every(
    ({ client, clock, length }) => clock + length <= (after.get(client) ?? Y.getState(store, client)),
  );
}

/** True where every struct in the range is deleted already. The range must be known. */
function isDeleted(store: Y.Doc["store"], { client, clock, length }: ClockRange): boolean {
  const structs = store.clients.get(client);
  if (!structs) return false;
  for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
    const struct = structs[i];
    if (!struct || struct.id.clock >= clock + length) break;
    if (!struct.deleted) return false;
  }
  return true;
}

function saysNothingNew(scratch: Y.Doc, scan: UpdateScan): boolean {
  return (
    scan.structs.every(({ client, clock, length }) => clock + length <= Y.getState(scratch.store, client)) &&
    scan.deletions.every((range) => isDeleted(scratch.store, range))
  );
}

function applyTo(input: GateInput): GateOutcome {
  const { scratch, update, sections } = input;
  let written: Uint8Array | null = null;
  let verdict: ReturnType<typeof validateChange> = ok(null);
  function noteUpdate(bytes: Uint8Array): void {
    written = bytes;
  }
  function judge(transaction: Y.Transaction): void {
    verdict = validateChange(transaction, sections);
  }
  scratch.on("update", noteUpdate);
  scratch.on("beforeObserverCalls", judge);
  try {
    Y.applyUpdate(scratch, update);
  } catch (error) {
    // Yjs has no error type of its own: whatever it throws here is about these bytes.
    input.dirty();
    return refuse("malformed", error instanceof Error ? error.message.slice(0, 80) : "unreadable");
  } finally {
    scratch.off("update", noteUpdate);
    scratch.off("beforeObserverCalls", judge);
  }
  const { pendingStructs, pendingDs } = scratch.store;
  if (pendingStructs || pendingDs) {
    input.dirty();
    return refuse("pending", "what it builds on is missing");
  }
  if (!verdict.ok) {
    input.dirty();
    return refuse("layout", `${verdict.error.code}: ${verdict.error.at}`);
  }
  return ok(written);
}

/**
 * Judges one V1 update, in the order of rules CO10 to CO17: form, gaps, whose structs, references, right to edit,
 * then on the scratch document: pending structs and layout. Returns Yjs's own re-encoding of what was new.
 */
export function judgeUpdate(input: GateInput): GateOutcome {
  const scan = scanUpdate(input.update);
  if (!scan.ok) return refuse("malformed", scan.error);
  const after = knownAfter(input, scan.value);
  if (!after.ok) return after;
  const { store } = input.scratch;
  if (!isWithin(scan.value.references, after.value, store))
    return refuse("pending", "points at nothing known");
  if (!isWithin(scan.value.deletions, after.value, store))
    return refuse("pending", "deletes what is not known");
  if (saysNothingNew(input.scratch, scan.value)) return ok(null);
  if (!input.mayEdit) return refuse("read-only", "the sender may not edit");
  return applyTo(input);
}
