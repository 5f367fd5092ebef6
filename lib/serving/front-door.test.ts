import { request, Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { Settings } from "../settings/settings.ts";
import { frontDoor } from "./front-door.ts";
import { type Listening, listenOn } from "./listening.ts";

const demo = { demo: true, publicUrlGiven: false, publicUrl: "http://localhost:3000" } as Settings;
const open: Listening[] = [];

afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close();
});

async function serve(): Promise<{ port: number; upgrades: string[] }> {
  const upgrades: string[] = [];
  const collab = new Server();
  collab.on("upgrade", (asked, socket) => {
    upgrades.push(asked.url ?? "");
    socket.end("HTTP/1.1 418 Seen\r\nContent-Length: 0\r\n\r\n");
  });
  const handle = async (_: unknown, response: { end(text: string): void }) => response.end("page");
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
}

function ask({ port, path, host, address = "127.0.0.1", upgrade = false }: Asked): Promise<number> {
  const headers = { host, ...(upgrade ? { connection: "Upgrade", upgrade: "websocket" } : {}) };
  return new Promise((resolve, reject) => {
    const asked = request({ host: address, port, path, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    asked.on("error", reject).end();
  });
}

describe("the front door", () => {
  it("[OP9] answers 421 under another name, health excepted", async () => {
    const { port } = await serve();
    expect(await ask({ port, path: "/", host: `author.localhost:${port}` })).toBe(200);
    expect(await ask({ port, path: "/", host: "rebound.example" })).toBe(421);
    expect(await ask({ port, path: "/api/health?probe", host: "10.0.0.1" })).toBe(200);
    expect(await ask({ port, path: "/api/healthy", host: "10.0.0.1" })).toBe(421);
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
