import "server-only";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction, type Tx } from "../db/client.ts";
import { type ReadRow, readRows } from "../db/register-store.ts";
import { revisionByNumber } from "../db/revision-store.ts";
import { readSources } from "../db/source-store.ts";
import { readEntry } from "../fields/field-entry.ts";
import type { FieldsView } from "../fields/views.ts";
import { saidOtherwise, withheldHistory } from "../fields/withheld-history.ts";
import { ok } from "../kernel/result.ts";
import { registersOf } from "../packet/registers.ts";
import { holdsKindRole } from "../packet/seats.ts";
import type { PacketHeaderView } from "../packet/views.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { type OpenPacket, openPacket } from "./open-packet.ts";
import { readHeader } from "./read-header.ts";
import { exceptionView, fieldView, intakeView } from "./view-fields.ts";

/** As many revisions as the record of what was withheld goes back on the page. */
const MOST_REVISIONS = 20;

/** The fields of a packet with lineage, candidates and exceptions, and what each revision withheld. */
export async function loadFields(
  actor: Actor,
  slug: string,
): Promise<Outcome<FieldsView & { readonly header: PacketHeaderView }>> {
  return outcomeTransaction(async (tx) => {
    const opened = await openPacket(tx, actor, slug);
    if (!opened.ok) return opened;
    const open = opened.value;
    const { packet, kind } = open.access;
    const all = await readRows(tx, packet.id, [null], open.reader);
    const sources = await readSources(tx, packet.id, [null], open.reader);
    const rows = all.filter((row) => row.register === "fields");
    await open.learn(rows.flatMap((row) => row.versions.map((version) => version.actorId)));
    const { header } = await readHeader(tx, open);
    const definitions = registersOf(kind);
    const exceptions = all.filter(
      (row) => row.register === "exceptions" && row.versions[0]?.state === "active",
    );
    return ok({
      header,
      packetId: packet.id,
      fields: kind.fields.flatMap((field) => {
        const row = rows.find((one) => one.key === field.key);
        return row ? [fieldView(open, field, row, sources)] : [];
      }),
      sources: sources
        .filter((source) => source.retiredAt === null)
        .map((source) => ({ id: source.id, number: source.number, name: source.content.name })),
      keepsExceptions: definitions.some((one) => one.key === "exceptions"),
      exceptions: exceptions.map((row) => exceptionView(kind, row)),
      intake: intakeView(kind, sources),
      tables: kind.renderingTables.map(({ key, version, rows: has }) => ({ key, version, rows: has.length })),
      redaction: kind.redaction && { profile: kind.redaction.profile, version: kind.redaction.version },
      stop: kind.stopBoundary.statement,
      maySettle: maySettle(open),
      ...(await revisionsOf(tx, open, header, rows)),
    });
  });
}

function maySettle(open: OpenPacket): boolean {
  const { kind } = open.access;
  const roles = registersOf(kind).find((one) => one.key === "fields")?.editBy ?? [];
  return open.may("register.write") && roles.some((role) => holdsKindRole(kind, open.access, role));
}

async function revisionsOf(
  tx: Tx,
  open: OpenPacket,
  header: PacketHeaderView,
  rows: readonly ReadRow[],
): Promise<Pick<FieldsView, "withheld" | "otherwise">> {
  const numbers = header.revisions.map((line) => line.number).slice(0, MOST_REVISIONS);
  const revisions = [];
  for (const number of numbers.toReversed()) {
    const revision = await revisionByNumber(tx, open.access.packet.id, number);
    if (revision) revisions.push({ number, body: revision.body });
  }
  const approved = header.approved?.number;
  const released = revisions.find((one) => one.number === approved);
  const now = rows.map((row) => readEntry(row.key, row.versions[0]?.columns ?? {}));
  return {
    withheld: withheldHistory(revisions).toReversed(),
    otherwise: released ? { revision: released.number, fields: saidOtherwise(released.body, now) } : null,
  };
}
