import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, makeCast } from "../../test/build-packet.ts";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import {
  askFor,
  makeSignature,
  type ReadyPacket,
  readyPacket,
  writeParagraph,
} from "../../test/ready-packet.ts";
import { approveManifest } from "./approve-manifest.ts";

const ROUNDS = 16;

let db: TestDatabase;
let cast: Cast;
beforeAll(async () => {
  db = await testDatabase();
  cast = await makeCast();
});

/** Cuts the connection of whatever transaction is open now; true where there was one. */
async function cutConnections(): Promise<boolean> {
  const cut = await db.query(
    "app",
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
  );
  return cut.length > 0;
}

async function standing(packet: ReadyPacket) {
  const { packetId } = packet;
  const count = (type: string) => db.db.ledgerLeaf.count({ where: { packetId, type } });
  return {
    approvals: await db.db.approval.count({ where: { packetId } }),
    releases: await db.db.release.count({ where: { packetId } }),
    approved: await count("approved"),
    released: await count("released"),
    handoffs: await count("handoff"),
    manifests: await db.db.manifestState.count({ where: { packetId, state: "approved" } }),
  };
}

describe("approval while the database is cut off", () => {
  it("[AP23] leaves nothing or the whole act with its leaves, and the same signature then completes it", async () => {
    const packet = await readyPacket({ cast });
    let interrupted = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      await writeParagraph(packet.documentId, cast.author, { section: 0, text: `Edition ${round}.` });
      const at = { manifestId: (await askFor(packet)).manifestId, packetId: packet.packetId };
      const signature = await makeSignature(cast["release-owner"], packet.ownerKey, at);
      const attempt = approveManifest(cast["release-owner"], signature).catch(() => null);
      for (let trip = 0; trip < round * 3; trip++) await db.db.$queryRaw`SELECT 1`;
      await cutConnections();
      const outcome = await attempt;
      if (!outcome?.ok) {
        interrupted++;
        const again = await approveManifest(cast["release-owner"], signature);
        expect(again.ok, `round ${round}: ${JSON.stringify(again)}`).toBe(true);
      }
      const all = await standing(packet);
      expect(new Set(Object.values(all)), `round ${round}: ${JSON.stringify(all)}`).toEqual(new Set([round]));
    }
    expect(interrupted, "no round was interrupted").toBeGreaterThan(0);
  }, 120_000);
});
