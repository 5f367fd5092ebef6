import pg from "pg";
import { FaultError } from "../kernel/invariant.ts";
import type { Bus, BusEvent, BusListener } from "./bus.ts";
import { BUS_CHANNEL, eventText, parseEvent } from "./event-text.ts";

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "countersign-bus",
    keepAlive: true,
  });
  try {
    await client.connect();
  } catch (cause) {
    throw new FaultError("bus-unreachable", { cause });
  }
  return client;
}

async function startListening(url: string, listener: BusListener): Promise<{ stop(): Promise<void> }> {
  const client = await connect(url);
  let over = false;
  function drop(): void {
    if (over) return;
    over = true;
    listener.dropped();
  }
  client.on("error", drop);
  client.on("end", drop);
  client.on("notification", ({ payload }) => {
    const event = parseEvent(payload ?? "");
    if (event && !over) listener.heard(event);
  });
  await client.query(`LISTEN ${BUS_CHANNEL}`);
  return {
    async stop() {
      over = true;
      await client.end();
    },
  };
}

/** The bus over PostgreSQL LISTEN/NOTIFY: one connection for each listener and one for publishing. */
export function pgBus(url: string): Bus {
  let publisher: Promise<pg.Client> | null = null;
  async function openPublisher(): Promise<pg.Client> {
    const client = await connect(url);
    // A broken connection is replaced at the next event; what was lost is caught up by reading rows.
    client.on("error", () => {
      publisher = null;
    });
    // It writes no rows, and what it says is lost with a crash anyway: no keystroke waits for its place in the log.
    await client.query("SET synchronous_commit = off");
    return client;
  }
  return {
    async publish(event: BusEvent) {
      publisher ??= openPublisher();
      try {
        await (await publisher).query("SELECT pg_notify($1, $2)", [BUS_CHANNEL, eventText(event)]);
      } catch (cause) {
        publisher = null;
        throw new FaultError("bus-unreachable", { cause });
      }
    },
    listen: (listener) => startListening(url, listener),
    async close() {
      const open = publisher;
      publisher = null;
      await (await open)?.end();
    },
  };
}
