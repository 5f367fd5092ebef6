import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { transaction } from "../db/client.ts";
import type { Bus, BusEvent } from "./bus.ts";
import { parseEvent } from "./event-text.ts";
import { notify } from "./notify.ts";
import { pgBus } from "./pg-bus.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

interface Ear {
  readonly events: BusEvent[];
  readonly until: (count: number) => Promise<void>;
  readonly dropped: Promise<void>;
  stop(): Promise<void>;
}

async function listenOn(bus: Bus): Promise<Ear> {
  const events: BusEvent[] = [];
  const waiting: { readonly count: number; readonly done: () => void }[] = [];
  let drop: () => void = () => undefined;
  const dropped = new Promise<void>((resolve) => {
    drop = resolve;
  });
  const { stop } = await bus.listen({
    heard(event) {
      events.push(event);
      for (const { count, done } of waiting) if (events.length >= count) done();
    },
    dropped: () => drop(),
  });
  return {
    events,
    dropped,
    stop,
    until: (count) =>
      new Promise((done) => {
        if (events.length >= count) done();
        else waiting.push({ count, done });
      }),
  };
}

/** What every bus must do, whatever carries it. */
function contract(name: string, make: () => Bus): void {
  describe(`the bus over ${name}`, () => {
    const buses: Bus[] = [];
    const open = () => {
      const bus = make();
      buses.push(bus);
      return bus;
    };
    afterAll(async () => {
      for (const bus of buses) await bus.close();
    });

    it("[CO31] carries events to every listener, in order", async () => {
      const ears = [await listenOn(open()), await listenOn(open())];
      const sender = open();
      const sent: BusEvent[] = [
        { kind: "document", id: randomUUID(), seq: "7" },
        { kind: "access", packetId: randomUUID(), accountId: randomUUID() },
        { kind: "access", accountId: randomUUID() },
      ];
      for (const event of sent) await sender.publish(event);
      for (const ear of ears) {
        await ear.until(3);
        expect(ear.events).toEqual(sent);
        await ear.stop();
      }
    });

    it("[CO32] carries a transaction's event when it commits and not when it does not", async () => {
      const ear = await listenOn(open());
      const kept: BusEvent = { kind: "access", packetId: randomUUID() };
      await transaction(async (tx) => {
        await notify(tx, { kind: "access", packetId: randomUUID() });
        throw new Error("rolled back");
      }).catch(() => undefined);
      await transaction((tx) => notify(tx, kept));
      await ear.until(1);
      expect(ear.events).toEqual([kept]);
      await ear.stop();
    });

    it("[CO33] says that the line broke", async () => {
      const ear = await listenOn(open());
      await database.query(
        "app",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'countersign-bus' AND datname = current_database()",
      );
      await ear.dropped;
    });
  });
}

contract("PostgreSQL", () => pgBus(database.appUrl));

describe("an event's text", () => {
  it("[CO31] ignores what is no event", () => {
    for (const text of [
      "",
      "{",
      "null",
      "[]",
      '{"kind":"document","id":"x","seq":"1"}',
      '{"kind":"access"}',
    ]) {
      expect(parseEvent(text)).toBeNull();
    }
  });
});
