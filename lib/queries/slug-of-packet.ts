import "server-only";
import type { Tx } from "../db/client.ts";
import { isUuid } from "../kernel/ids.ts";

/** The slug of a packet that was named by its slug or its id. What names none stays as it is. */
export async function slugOfPacket(tx: Tx, slugOrId: string): Promise<string> {
  if (!isUuid(slugOrId)) return slugOrId;
  const packet = await tx.packet.findUnique({ where: { id: slugOrId }, select: { slug: true } });
  return packet?.slug ?? slugOrId;
}
