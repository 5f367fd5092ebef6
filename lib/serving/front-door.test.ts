import { request, Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { Settings } from "../settings/settings.ts";
import { frontDoor, type Rooms } from "./front-door.ts";
import { type Listening, listenOn } from "./listening.ts";

const demo = { demo: true, publicUrlGiven: false, publicUrl: "http://localhost:3000" } as Settings;
const open: Listening[] = [];

afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close(1_000);
});

const waiting = new Map<string, () => void>();

/** Resolves when a request for the path is being handled. */
function arrived(path: string): Promise<void> {
  return new Promise((resolve) => waiting.set(path, resolve));
}

async function serve(): Promise<{ port: number; upgrades: string[] }> {
  const upgrades: string[] = [];
  const collab = new Server();
  collab.on("upgrade", (asked, socket) => {
    upgrades.push(asked.url ?? "");
    socket.end("HTTP/1.1 418 Seen\r\nContent-Length: 0\r\n\r\n");
  });
  const handle: Rooms["handle"] = async (asked, response) => {
    waiting.get(asked.url ?? "")?.();
    if (asked.url === "/endless") return;
    if (asked.headers["x-forwarded-host"]) response.statusCode = 500;
    if (asked.url === "/slow") setTimeout(() => response.end("page"), 60);
    else response.end("page");
  };
  const listening = await listenOn(
    frontDoor(demo, { handle, collab, development: null }),
    ["127.0.0.1", "::1"],
    0,
  );
  open.push(listening);
  return { port: listening.port, upgrades };
}

interface Asked {
  readonly port: number;
  readonly path: string;
  readonly host: string;
  readonly address?: string;
  readonly upgrade?: boolean;
  readonly forwarded?: string;
}

function ask({
  port,
  path,
  host,
  address = "127.0.0.1",
  upgrade = false,
  forwarded,
}: Asked): Promise<number> {
  const headers = {
    host,
    ...(upgrade ? { connection: "Upgrade", upgrade: "websocket" } : {}),
    ...(forwarded ? { "x-forwarded-host": forwarded } : {}),
  };
  return new Promise((resolve, reject) => {
    const asked = request({ host: address, port, path, headers, agent: false }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    asked.on("error", reject).end();
  });
}

it("[OP10] ends requests under way before it is closed, and cuts what outlasts its patience", async () => {
  const { port } = await serve();
  const listening = open.pop();
  const slow = ask({ port, path: "/slow", host: "localhost" });
  const endless = ask({ port, path: "/endless", host: "localhost" }).catch(() => 0);
  await arrived("/endless");
  await listening?.close(200);
  expect([await slow, await endless]).toEqual([200, 0]);
});

describe("the front door", () => {
  it("[OP9] answers 421 under another name, health excepted", async () => {
    const { port } = await serve();
    expect(await ask({ port, path: "/", host: `author.localhost:${port}` })).toBe(200);
    expect(await ask({ port, path: "/", host: "rebound.example" })).toBe(421);
    expect(await ask({ port, path: "/api/health?probe", host: "10.0.0.1" })).toBe(200);
    expect(await ask({ port, path: "/api/healthy", host: "10.0.0.1" })).toBe(421);
  });

  it("[OP9] hands no name on that it has not checked", async () => {
    const { port } = await serve();
    expect(await ask({ port, path: "/", host: "localhost", forwarded: "evil.example" })).toBe(200);
  });

  it("[OP9] lets a WebSocket through to the collab server alone, under an allowed name alone", async () => {
    const { port, upgrades } = await serve();
    expect(await ask({ port, path: "/collab/room", host: "localhost", upgrade: true })).toBe(418);
    expect(await ask({ port, path: "/collab/room", host: "rebound.example", upgrade: true })).toBe(421);
    expect(await ask({ port, path: "/collaborators", host: "localhost", upgrade: true })).toBe(404);
    expect(await ask({ port, path: "/_next/hmr", host: "localhost", upgrade: true })).toBe(404);
    expect(upgrades).toEqual(["/collab/room"]);
  });

  it("[OP4] is the same server on both loopback addresses", async () => {
    const { port } = await serve();
    const both = [await ask({ port, path: "/", host: "localhost" })];
    // A machine without IPv6 serves the other address alone.
    const six = await ask({ port, path: "/", host: "localhost", address: "::1" }).catch(() => 200);
    expect([...both, six]).toEqual([200, 200]);
  });
});
