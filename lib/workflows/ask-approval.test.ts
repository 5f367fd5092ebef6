import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, makeCast, must } from "../../test/build-packet.ts";
import { testDatabase } from "../../test/database.ts";
import { approveAsOwner, askFor, readyPacket, writeParagraph } from "../../test/ready-packet.ts";
import { transaction } from "../db/client.ts";
import { readAuthority } from "../db/document-log.ts";
import { manifestById } from "../db/manifest-store.ts";
import { askApproval, recheckManifest } from "./ask-approval.ts";
import { declineManifest } from "./decline-manifest.ts";
import { reopenPacket } from "./reopen-packet.ts";
import { setLane } from "./set-lane.ts";

let cast: Cast;
beforeAll(async () => {
  await testDatabase();
  cast = await makeCast();
});

async function stateOf(manifestId: string): Promise<string | undefined> {
  return (await transaction((tx) => manifestById(tx, manifestId)))?.state;
}

describe("ask", { timeout: 60_000 }, () => {
  it("[RL10] refuses while a check holds, and says which", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askApproval(packet.cast["artifact-owner"], { packetId: packet.packetId });
    expect(asked).toMatchObject({ ok: false, error: { code: "not-ready" } });
  });

  it("[RL11] freezes the text: an edit judged before is not kept after, until it is reopened", async () => {
    const packet = await readyPacket({ cast });
    const judged = await readAuthority(packet.documentId, cast.author.id);
    const edit = { section: 0, text: "Too late." };
    const asked = await askFor(packet);
    expect(await writeParagraph(packet.documentId, cast.author, { ...edit, judged })).toBe("changed");
    must(await reopenPacket(cast["artifact-owner"], { packetId: packet.packetId }));
    expect(await stateOf(asked.manifestId)).toBe("held");
    expect(await writeParagraph(packet.documentId, cast.author, { ...edit, judged })).toBe("appended");
  });

  it("[RL12] refuses a second request while one is pending", async () => {
    const packet = await readyPacket({ cast });
    await askFor(packet);
    const again = await askApproval(packet.cast["artifact-owner"], { packetId: packet.packetId });
    expect(again).toMatchObject({ ok: false, error: { code: "state-conflict" } });
  });
});

describe("decline, re-check, ask anew", { timeout: 60_000 }, () => {
  it("[RL13] unfreezes on a decline with its reason, and takes the next cut", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    must(
      await declineManifest(cast["release-owner"], {
        manifestId: asked.manifestId,
        reason: "Name the train.",
      }),
    );
    expect(await stateOf(asked.manifestId)).toBe("declined");
    expect(await writeParagraph(packet.documentId, cast.author, { section: 0, text: "Train 26.4." })).toBe(
      "appended",
    );
    const second = await askFor(packet);
    expect(second).toMatchObject({ number: 2, revisionNumber: 2 });
    expect(must(await approveAsOwner(packet, second.manifestId)).releaseId).not.toBeNull();
  });

  it("[RL14] lets a held manifest return only where the packet gives every binding again", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    must(
      await setLane(cast["artifact-owner"], {
        packetId: packet.packetId,
        laneId: packet.laneId,
        windowHours: 24,
      }),
    );
    expect(await stateOf(asked.manifestId)).toBe("held");
    const other = await recheckManifest(cast["artifact-owner"], { packetId: packet.packetId });
    expect(other).toMatchObject({ ok: false, error: { code: "manifest-held" } });
    must(
      await setLane(cast["artifact-owner"], {
        packetId: packet.packetId,
        laneId: packet.laneId,
        windowHours: 72,
      }),
    );
    must(await reopenPacket(cast["artifact-owner"], { packetId: packet.packetId }));
    must(await recheckManifest(cast["artifact-owner"], { packetId: packet.packetId }));
    expect(await stateOf(asked.manifestId)).toBe("pending");
    const frozen = { packetId: packet.packetId, type: "frozen" };
    expect(await transaction((tx) => tx.ledgerLeaf.count({ where: frozen }))).toBe(2);
    expect(must(await approveAsOwner(packet, asked.manifestId)).releaseId).not.toBeNull();
  });

  it("[RL15] supersedes a held manifest with the same revision where only the window moved", async () => {
    const packet = await readyPacket({ cast });
    const asked = await askFor(packet);
    must(
      await setLane(cast["artifact-owner"], {
        packetId: packet.packetId,
        laneId: packet.laneId,
        windowHours: 24,
      }),
    );
    const anew = await askFor(packet);
    expect(anew.revisionNumber).toBe(1);
    expect(await stateOf(asked.manifestId)).toBe("superseded");
    expect(await stateOf(anew.manifestId)).toBe("pending");
  });
});
