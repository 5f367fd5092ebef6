import type { PacketAccess } from "../../auth/access.ts";
import type { Tx } from "../../db/client.ts";
import type { GateReading } from "../../db/gate-input.ts";
import { record } from "../../db/ledger-store.ts";
import { readNames } from "../../db/people-store.ts";
import { type RowChange, rowChanges } from "../../flow/row-changes.ts";
import { isUuid } from "../../kernel/ids.ts";
import { addWorkspaceRow } from "./workspace-rows.ts";

/**
 * Tells each person whom a change concerns what changed for them: whoever owns a row that changed, whoever it names,
 * and the artifact owner all of it. What changed is the difference between the head and the record as it stands.
 */
export async function writeDeltaNotices(
  tx: Tx,
  access: PacketAccess,
  reading: GateReading,
  run: number,
): Promise<void> {
  const { kind, packet, actor } = access;
  const changes = rowChanges(kind, reading.head?.body.registers ?? [], reading.candidate.body.registers);
  if (changes.length === 0) return;
  const notices = await noticesOf(tx, packet.artifactOwnerId, changes);
  for (const { to, ownerId, lines } of notices) {
    await addWorkspaceRow(tx, access, {
      register: "notices",
      columns: { to, change: lines.join("\n"), run },
      ownerId,
    });
  }
  await record(tx, {
    type: "delta notices sent",
    actor,
    packetId: packet.id,
    subjects: { record: reading.candidate.digest },
    text: { run, to: notices.map((notice) => notice.to) },
  });
}

interface Notice {
  readonly to: string;
  readonly ownerId: string | null;
  readonly lines: readonly string[];
}

async function noticesOf(
  tx: Tx,
  artifactOwnerId: string,
  changes: readonly RowChange[],
): Promise<readonly Notice[]> {
  const named = new Set([artifactOwnerId, ...changes.flatMap((change) => change.concerns)]);
  const names = await readNames(tx, [...named].filter(isUuid));
  const notices = [...named].map((one): Notice => {
    const mine =
      one === artifactOwnerId ? changes : changes.filter((change) => change.concerns.includes(one));
    const known = names.get(one);
    return {
      to: known ?? (isUuid(one) ? "Somebody who left" : one),
      ownerId: known === undefined ? null : one,
      lines: mine.map((change) => change.says),
    };
  });
  return notices;
}
