import type { Tx } from "../db/client.ts";
import type { BusEvent } from "./bus.ts";
import { BUS_CHANNEL, eventText } from "./event-text.ts";

/**
 * Tells every process about the event if and when the transaction commits. Workflows that change who may do what
 * (members, clearances, accounts, freeze, reopen, close) call it, so that open sockets are judged again at once.
 */
export async function notify(tx: Tx, event: BusEvent): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${BUS_CHANNEL}, ${eventText(event)})`;
}
