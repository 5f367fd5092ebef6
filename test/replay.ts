import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../lib/db/generated/client.ts";
import { kindByDigest } from "../lib/db/kind-store.ts";
import { loadPacketState, reviseUnder } from "../lib/db/packet-state.ts";
import { headRevision } from "../lib/db/revision-store.ts";
import type { Digest } from "../lib/kernel/brand.ts";

const ROWS = [
  { table: "objection_events", time: "at" },
  { table: "objections", time: "raisedAt" },
  { table: "source_versions", time: "receivedAt" },
  { table: "register_row_versions", time: "at" },
  { table: "document_updates", time: "at" },
] as const;

const ROLLED_BACK = new Error("rolled back");

/** Takes a packet back to a moment by its committed rows and projects it anew. Nothing of this is kept. */
export interface Replay {
  digestAt(packetId: string, until: Date, parent: Digest | null): Promise<Digest>;
  close(): Promise<void>;
}

/** A replay as the owner of the tables, who alone may take rows away, and only inside what is rolled back. */
export function replayAs(ownerUrl: string): Replay {
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: ownerUrl }) });
  return {
    close: () => client.$disconnect(),
    digestAt: async (packetId, until, parent) => {
      let digest = "" as Digest;
      const undone = client.$transaction(async (tx) => {
        for (const { table, time } of ROWS) {
          await tx.$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER "insert_only"`);
          await tx.$executeRawUnsafe(`DELETE FROM "${table}" WHERE "${time}" > $1`, until);
        }
        await tx.$executeRaw`
          UPDATE "documents" d SET "headSeq" =
            (SELECT COALESCE(max(u."seq"), 0) FROM "document_updates" u WHERE u."documentId" = d."id")`;
        const packet = await tx.packet.findUniqueOrThrow({ where: { id: packetId } });
        const head = await headRevision(tx, packet.headRevisionId);
        const kind = await kindByDigest(tx, packet.kindDigest);
        const state = await loadPacketState(tx, packet, kind, head?.body.people);
        digest = reviseUnder(state, parent).digest;
        throw ROLLED_BACK;
      });
      await undone.catch((cause: unknown) => {
        if (cause !== ROLLED_BACK) throw cause;
      });
      return digest;
    },
  };
}
