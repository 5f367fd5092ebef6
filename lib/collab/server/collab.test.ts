import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { addAnnex, type PacketFixture, packetFixture } from "../../../test/build-packet.ts";
import { type CollabServer, leaseFor, openTab, startCollab, type Tab } from "../../../test/collab-world.ts";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { endSessions } from "../../auth/revoke.ts";
import { notify } from "../../bus/notify.ts";
import { transaction } from "../../db/client.ts";
import { loadDocument } from "../../db/document-store.ts";
import { endClearance } from "../../workflows/change-clearance.ts";
import { endMember } from "../../workflows/change-member.ts";
import { BODY } from "../layout.ts";

let database: TestDatabase;
let server: CollabServer;
const tabs: Tab[] = [];

// Real sockets, real transactions, on whatever machine this is.
vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  database = await testDatabase();
  server = await startCollab();
});

afterAll(async () => {
  for (const tab of tabs) tab.close();
  await server.stop();
});

async function tabOf(
  fixture: PacketFixture,
  who: keyof PacketFixture["cast"],
  documentId = fixture.documentId,
  port = server.port,
): Promise<Tab> {
  const tab = await openTab(fixture.cast[who], documentId, port);
  tabs.push(tab);
  return tab;
}

async function ready(tab: Tab): Promise<Tab> {
  await tab.until((view) => view.live !== null, "the document");
  return tab;
}

async function storedText(documentId: string): Promise<string> {
  return transaction(async (tx) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, await loadDocument(tx, documentId));
    return doc.getXmlFragment(BODY).toString();
  });
}

async function freeze(packetId: string, state: "frozen" | "drafting"): Promise<void> {
  await transaction(async (tx) => {
    await tx.packet.update({ where: { id: packetId }, data: { state } });
    await notify(tx, { kind: "access", packetId });
  });
}

describe("live editing", () => {
  it("[CO18] [CO20] stores before it shows: what the second person sees is in the rows, with its author", async () => {
    const fixture = await packetFixture();
    const ann = await ready(await tabOf(fixture, "author"));
    const ben = await ready(await tabOf(fixture, "artifact-owner"));
    ann.type("tokens stay in the vault");
    await ben.untilText((text) => text.includes("tokens stay in the vault"), "the words");
    expect(await storedText(fixture.documentId)).toContain("tokens stay in the vault");
    const rows = await database.db.documentUpdate.findMany({
      where: { documentId: fixture.documentId },
      orderBy: { seq: "asc" },
    });
    expect(rows[0]?.accountId).toBeNull();
    expect(new Set(rows.slice(1).map((row) => row.accountId))).toEqual(new Set([fixture.cast.author.id]));
    const head = await database.db.document.findUniqueOrThrow({ where: { id: fixture.documentId } });
    expect(head.headSeq).toBe(BigInt(rows.length));
    const packet = await database.db.packet.findUniqueOrThrow({ where: { id: fixture.packetId } });
    expect(packet.stateNumber).toBe(0n);
  });

  it("[CO21] says saved only once everything is stored", async () => {
    const fixture = await packetFixture();
    const ann = await ready(await tabOf(fixture, "author"));
    await ann.until((view) => view.status === "saved", "saved at first");
    ann.type("x");
    expect(ann.session.view().status).toBe("saving");
    await ann.until((view) => view.status === "saved", "saved again");
    expect(await storedText(fixture.documentId)).toContain("x");
  });

  it("[CO22] stores what many type at once, in gap-free rows, and everybody ends alike", async () => {
    const fixture = await packetFixture();
    const people = await Promise.all(
      (["author", "artifact-owner", "author", "artifact-owner"] as const).map(async (who) =>
        ready(await tabOf(fixture, who)),
      ),
    );
    for (let i = 0; i < 30; i++) for (const [n, tab] of people.entries()) tab.type(`[${n}.${i}]`, n % 2);
    for (const tab of people) {
      await tab.untilText((text) => (text.match(/\[\d\.\d+\]/g) ?? []).length === 120, "all 120 words");
      await tab.until((view) => view.status === "saved", "saved");
    }
    expect(new Set(people.map((tab) => tab.text())).size).toBe(1);
    expect(await storedText(fixture.documentId)).toBe(people[0]?.text());
    const rows = await database.db.documentUpdate.findMany({ where: { documentId: fixture.documentId } });
    expect(rows.map((row) => row.seq).sort((a, b) => Number(a - b))).toEqual(
      rows.map((_, i) => BigInt(i + 1)),
    );
  });

  it("[CO23] lets a reader read and not write, and says so", async () => {
    const fixture = await packetFixture();
    const reviewer = await ready(await tabOf(fixture, "reviewer"));
    await reviewer.until((view) => view.status === "read-only", "read-only");
    const before = await storedText(fixture.documentId);
    reviewer.type("not mine to write");
    const author = await ready(await tabOf(fixture, "author"));
    author.type("the author wrote this");
    await reviewer.untilText((text) => text.includes("the author wrote this"), "the author's words");
    expect(await storedText(fixture.documentId)).toBe(author.text());
    expect(await storedText(fixture.documentId)).not.toContain("not mine");
    expect(before).not.toContain("not mine");
  });

  it("[CO19] [CO24] freezes for everybody at once, keeps the text of whoever was typing, and thaws", async () => {
    const fixture = await packetFixture();
    const ann = await ready(await tabOf(fixture, "author"));
    await ann.until((view) => view.status === "saved", "saved");
    await database.db.packet.update({ where: { id: fixture.packetId }, data: { state: "frozen" } });
    // No event yet: the appending statement itself must see that the right has gone.
    ann.type("too late");
    const view = await ann.until((now) => now.copy !== null, "a copy");
    expect(view.copy?.text).toContain("too late");
    await ann.until((now) => now.status === "frozen" && now.live !== null, "frozen");
    expect(ann.text()).not.toContain("too late");
    expect(await storedText(fixture.documentId)).not.toContain("too late");
    await freeze(fixture.packetId, "drafting");
    await ann.until((now) => now.live?.mode === "edit", "editing again");
    ann.type("in time");
    await ann.until((now) => !now.unsaved, "saved");
    expect(await storedText(fixture.documentId)).toContain("in time");
  });

  it("[CO25] closes the socket at once when membership, clearance or session ends", async () => {
    const fixture = await packetFixture();
    const annexId = await addAnnex(fixture);
    const annex = await database.db.document.findFirstOrThrow({ where: { annexId } });
    const { cast, packetId } = fixture;
    const reviewer = await ready(await tabOf(fixture, "reviewer"));
    const cleared = await ready(await tabOf(fixture, "cleared-reviewer", annex.id));
    const author = await ready(await tabOf(fixture, "author"));
    const owner = cast["artifact-owner"];
    const ended = await endMember(owner, { packetId, accountId: cast.reviewer.id, role: "reviewer" });
    expect(ended.ok).toBe(true);
    await reviewer.until((view) => view.status === "gone", "the reviewer is out");
    const lifted = await endClearance(owner, { packetId, annexId, accountId: cast["cleared-reviewer"].id });
    expect(lifted.ok).toBe(true);
    await cleared.until((view) => view.status === "gone" && view.live === null, "the annex is away");
    expect(author.session.view().status).toBe("saved");
    await transaction((tx) => endSessions(tx, cast.author.id));
    await author.until((view) => view.status === "signed-out", "signed out");
  });

  it("[CO26] seals what is typed in an annex, and shows it to the cleared alone", async () => {
    const fixture = await packetFixture();
    const annexId = await addAnnex(fixture);
    const annex = await database.db.document.findFirstOrThrow({ where: { annexId } });
    const author = await ready(await tabOf(fixture, "author", annex.id));
    author.type("canary-7f3a processor route");
    await author.until((view) => !view.unsaved && view.status === "saved", "saved");
    const rows = await database.db.documentUpdate.findMany({ where: { documentId: annex.id } });
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(Buffer.from(row.bytes).includes("canary-7f3a")).toBe(false);
    expect(await storedText(annex.id)).toContain("canary-7f3a");
    const outside = await tabOf(fixture, "reviewer", annex.id);
    await outside.until((view) => view.status === "gone", "not there for the uncleared");
    const nowhere = await tabOf(fixture, "reviewer", randomUUID());
    await nowhere.until((view) => view.status === "gone", "not there for anybody");
  });

  it("[CO27] tells who is here from the session, whatever a client says of itself", async () => {
    const fixture = await packetFixture();
    const ann = await ready(await tabOf(fixture, "author"));
    const ben = await ready(await tabOf(fixture, "artifact-owner"));
    ann.session
      .view()
      .live?.provider.awareness.setLocalState({ user: { id: "x", name: "Ben: APPROVES" }, cursor: null });
    const view = await ben.until((now) => now.people.some((one) => one.id === fixture.cast.author.id), "Ann");
    const seen = view.people.find((one) => one.id === fixture.cast.author.id);
    expect(seen).toEqual({ id: fixture.cast.author.id, name: fixture.cast.author.name, role: "author" });
    expect(view.people.some((one) => one.name.includes("APPROVES"))).toBe(false);
    ann.close();
    await ben.until((now) => !now.people.some((one) => one.id === fixture.cast.author.id), "Ann left");
  });

  it("[CO28] carries edits and revocations between two processes' servers", async () => {
    const fixture = await packetFixture();
    const other = await startCollab();
    try {
      const here = await ready(await tabOf(fixture, "author"));
      const there = await ready(await tabOf(fixture, "artifact-owner", fixture.documentId, other.port));
      for (let i = 0; i < 20; i++) {
        here.type(`[h${i}]`);
        there.type(`[t${i}]`, 1);
      }
      for (const tab of [here, there]) {
        await tab.untilText((text) => (text.match(/\[[ht]\d+\]/g) ?? []).length === 40, "all 40");
        await tab.until((view) => !view.unsaved, "saved");
      }
      expect(here.text()).toBe(there.text());
      expect(await storedText(fixture.documentId)).toBe(here.text());
      there.close();
    } finally {
      await other.collab.drain();
      await other.stop().catch(() => undefined);
    }
  });

  it("[CO29] compacts to a snapshot, keeps the log, and loads the same from either", async () => {
    const fixture = await packetFixture();
    const first = await startCollab();
    const ann = await ready(await tabOf(fixture, "author", fixture.documentId, first.port));
    for (let i = 0; i < 60; i++) {
      ann.type(`${i} `);
      await ann.until((view) => !view.unsaved, "saved");
    }
    const text = ann.text();
    ann.close();
    await first.stop();
    const head = await database.db.document.findUniqueOrThrow({ where: { id: fixture.documentId } });
    expect(head.snapshotSeq).toBe(head.headSeq);
    expect(await database.db.documentUpdate.count({ where: { documentId: fixture.documentId } })).toBe(
      Number(head.headSeq),
    );
    expect(await storedText(fixture.documentId)).toBe(text);
    const again = await ready(await tabOf(fixture, "author"));
    expect(again.text()).toBe(text);
  });

  it("[CO40] gives each opening a client id of its own", async () => {
    const fixture = await packetFixture();
    const leases = await Promise.all([1, 2, 3].map(() => leaseFor(fixture.cast.author, fixture.documentId)));
    expect(new Set(leases.map((lease) => lease.clientId)).size).toBe(3);
    await expect(leaseFor(fixture.cast.recipient, fixture.documentId)).rejects.toThrow("not-found");
  });
});
