// The composition root: Next's handler and the collab server on one port of one process.
import { Server } from "node:http";
import next from "next";
import { ensureSetupCode } from "./lib/auth/setup.ts";
import { attachCollab } from "./lib/collab/server/attach.ts";
import { closeDatabase, database } from "./lib/db/client.ts";
import { missingGuards } from "./lib/db/guards.ts";
import { frontDoor } from "./lib/serving/front-door.ts";
import { listenOn } from "./lib/serving/listening.ts";
import { repeat } from "./lib/serving/repeating.ts";
import { stopOnSignal } from "./lib/serving/shutdown.ts";
import { settings } from "./lib/settings/settings.ts";
import { prepareTrust } from "./lib/workflows/prepare-trust.ts";
import { sweep } from "./lib/workflows/sweep.ts";

const SWEEP_PAUSE_MS = 10_000;

const config = settings();
const missing = await missingGuards(database());
if (missing.length > 0) {
  console.error(`The database is not as it must be, so nothing is served:\n  - ${missing.join("\n  - ")}`);
  process.exit(1);
}
for (const line of await prepareTrust()) console.log(line);

// Two servers that never listen: the front door hands them the WebSockets that it let in.
const collabRoom = new Server();
const nextRoom = new Server();
const dev = config.mode === "development";
const app = next({ dev, dir: process.cwd(), port: config.port, httpServer: nextRoom });
const collab = attachCollab(collabRoom);
await app.prepare();
const handle = app.getRequestHandler();
const door = frontDoor(config, { handle, collab: collabRoom, development: dev ? nextRoom : null });
const sweeper = repeat("The sweep of what is due", SWEEP_PAUSE_MS, sweep);
const listening = await listenOn(door, config.hosts, config.port);

stopOnSignal([
  { name: "the sweep", run: () => sweeper.stop() },
  { name: "the sockets", run: () => collab.drain() },
  { name: "open requests", run: () => listening.close(dev ? 0 : 5_000) },
  { name: "Next", run: () => app.close() },
  { name: "the connections to the database", run: closeDatabase },
]);

const setupCode = config.demo ? null : await ensureSetupCode();
if (setupCode !== null) {
  console.log(`No account yet. Make the first one, which is admin, at ${config.publicUrl}/setup`);
  console.log(`with this code: ${setupCode}`);
}
