import "server-only";
import type { Tx } from "../db/client.ts";
import { readRows } from "../db/register-store.ts";
import type { FlowExposuresView } from "../flow/views.ts";
import { registersOf, writersOf } from "../packet/registers.ts";
import { holdsKindRole } from "../packet/seats.ts";
import type { OpenPacket } from "./open-packet.ts";

/** The live exposures of the body that nothing has cleared; null for a kind that keeps no such register. */
export async function exposuresView(tx: Tx, open: OpenPacket): Promise<FlowExposuresView | null> {
  const { kind, packet } = open.access;
  const register = registersOf(kind).find((one) => one.key === "exposures");
  if (!register || !kind.keeps.includes("exposures")) return null;
  const rows = await readRows(tx, packet.id, [null], open.reader);
  const live = rows.flatMap((row) => {
    const [newest] = row.versions;
    if (row.register !== "exposures" || newest?.state !== "active" || newest.columns["cleared-by"]) return [];
    return [{ rowId: row.id, what: String(newest.columns.what ?? "") }];
  });
  const named = writersOf(register.addBy);
  const mayReport =
    open.may("register.write") && named.some((role) => holdsKindRole(kind, open.access, role));
  return { mayReport, live };
}
