// What ends access tells every process, in the transaction that ends it, so that open sockets close at once.

import { notify } from "../bus/notify.ts";
import type { Tx } from "../db/client.ts";

/** Somebody may now do less in one packet: their sockets into it are judged again when this commits. */
export async function endPacketAccess(
  tx: Tx,
  at: { readonly packetId: string; readonly accountId: string },
): Promise<void> {
  await notify(tx, { kind: "access", packetId: at.packetId, accountId: at.accountId });
}

/**
 * Ends every session of an account: its version moves on, so that no cookie made before is good, and its sockets
 * are judged again when this commits. Returns the new version.
 */
export async function endSessions(tx: Tx, accountId: string): Promise<number> {
  const { sessionVersion } = await tx.account.update({
    where: { id: accountId },
    data: { sessionVersion: { increment: 1 } },
    select: { sessionVersion: true },
  });
  await notify(tx, { kind: "access", accountId });
  return sessionVersion;
}
