import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { packetFixture } from "../../../test/build-packet.ts";
import { openTab, type Tab } from "../../../test/collab-world.ts";
import { testDatabase } from "../../../test/database.ts";
import { transaction } from "../../db/client.ts";
import { loadDocument } from "../../db/document-store.ts";
import { BODY } from "../layout.ts";

const KILLS = Number(process.env.COLLAB_KILLS ?? 10);
const children: ChildProcess[] = [];

const BUNDLE = ".tmp/collab-child.mjs";
const tabs: Tab[] = [];

beforeAll(async () => {
  await testDatabase();
  // Twenty processes start here: bundled once, each is up at once.
  await build({
    entryPoints: ["test/collab-child.ts"],
    outfile: BUNDLE,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "error",
  });
});

afterAll(() => {
  for (const tab of tabs) tab.close();
  for (const child of children) child.kill("SIGKILL");
});

async function warmChild(): Promise<ChildProcess> {
  const child = fork(BUNDLE, {
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: "" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.push(child);
  await once(child, "message");
  return child;
}

async function listen(child: ChildProcess, port: number): Promise<void> {
  const answered = once(child, "message");
  child.send({ listen: port });
  await answered;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function tokens(text: string): Set<string> {
  return new Set(text.match(/\[\d+\]/g) ?? []);
}

function seenBy(tab: Tab, seen: Set<string>): void {
  if (tab.session.view().live) for (const token of tokens(tab.text())) seen.add(token);
}

describe("a killed server", () => {
  it(`[CO30] loses nothing that anybody saw or was told is saved, over ${KILLS} kills while typing`, async () => {
    const fixture = await packetFixture();
    const port = await freePort();
    let child = await warmChild();
    await listen(child, port);
    const writer = await openTab(fixture.cast.author, fixture.documentId, port);
    const reader = await openTab(fixture.cast["artifact-owner"], fixture.documentId, port);
    tabs.push(writer, reader);
    for (const tab of tabs) await tab.until((view) => view.live !== null, "the document");
    const promised = new Set<string>();
    let typed = 0;
    const timer = setInterval(() => {
      seenBy(reader, promised);
      const { live, status } = writer.session.view();
      if (!live) return;
      if (status === "saved") for (const token of tokens(writer.text())) promised.add(token);
      writer.type(`[${typed++}]`);
    }, 10);
    for (let kill = 0; kill < KILLS; kill++) {
      const next = await warmChild();
      const size = promised.size;
      await reader.untilText(() => promised.size > size + 5, "typing goes on");
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      const stored = await transaction(async (tx) => {
        const doc = new Y.Doc();
        Y.applyUpdate(doc, await loadDocument(tx, fixture.documentId));
        return tokens(doc.getXmlFragment(BODY).toString());
      });
      expect([...promised].filter((token) => !stored.has(token))).toEqual([]);
      child = next;
      await listen(child, port);
    }
    clearInterval(timer);
    await writer.until((view) => view.status === "saved", "saved in the end");
    const all = writer.text();
    await reader.untilText((text) => text === all, "both alike");
    expect(all.match(/\[\d+\]/g)).toHaveLength(typed);
    expect(tokens(all).size).toBe(typed);
    expect(writer.session.view().copy).toBeNull();
  }, 240_000);
});
