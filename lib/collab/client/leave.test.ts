import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PacketFixture, packetFixture } from "../../../test/build-packet.ts";
import { type CollabServer, openTab, startCollab, type Tab } from "../../../test/collab-world.ts";
import { testDatabase } from "../../../test/database.ts";
import { hasLingering } from "./session.ts";

let fixture: PacketFixture;
let server: CollabServer;
const tabs: Tab[] = [];

beforeAll(async () => {
  await testDatabase();
  fixture = await packetFixture();
  server = await startCollab();
});

afterAll(async () => {
  for (const tab of tabs) tab.close();
  await server.stop();
});

describe("leaving a document", () => {
  it("[CO47] brings what was typed offline to the server, though its screen is gone", async () => {
    const { cast, documentId } = fixture;
    const author = await openTab(cast.author, documentId, server.port);
    const reader = await openTab(cast.reviewer, documentId, server.port);
    tabs.push(author, reader);
    await author.until((view) => view.status === "saved", "author has it");
    await reader.until((view) => view.status === "read-only", "reader has it");
    const { port } = server;
    await server.stop();
    await author.until((view) => view.status === "offline", "author is offline");
    author.type("typed while nobody answered");
    author.close();
    expect(hasLingering()).toBe(true);
    server = await startCollab(port);
    await reader.untilText((text) => text.includes("typed while nobody answered"), "reader sees it");
    await expect.poll(hasLingering).toBe(false);
  });
});
