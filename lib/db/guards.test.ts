import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { INSERT_ONLY_TABLES, missingGuards } from "./guards.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

describe("insert-only tables", () => {
  it("[OP5] are the ones that the schema marks", () => {
    const schema = readFileSync("prisma/schema.prisma", "utf8");
    const models = [...schema.matchAll(/((?:\/\/\/[^\n]*\n)+)model \w+ \{[\s\S]*?@@map\("(\w+)"\)/g)];
    const marked = models
      .filter(([, comment]) => comment?.includes("INSERT-ONLY"))
      .map(([, , table]) => table);
    expect(marked.sort()).toEqual([...INSERT_ONLY_TABLES]);
  });

  it.each(INSERT_ONLY_TABLES)("[OP5] refuses the application's role to change %s", async (table) => {
    const column = table === "ledger_leaves" ? '"type"' : '"at"';
    const refusal = { code: "42501" };
    await expect(database.query("app", `DELETE FROM ${table}`)).rejects.toMatchObject(refusal);
    await expect(database.query("app", `TRUNCATE ${table}`)).rejects.toMatchObject(refusal);
    const anyColumn = await database.query(
      "app",
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 LIMIT 1",
      [table],
    );
    const name = anyColumn[0]?.name ?? column;
    await expect(database.query("app", `UPDATE ${table} SET "${name}" = "${name}"`)).rejects.toMatchObject(
      refusal,
    );
  });

  it.each(INSERT_ONLY_TABLES)("[OP5] refuses even the owner to change %s", async (table) => {
    const refusal = { message: expect.stringMatching(/is insert-only/) };
    await expect(database.query("owner", `DELETE FROM ${table}`)).rejects.toMatchObject(refusal);
    await expect(database.query("owner", `TRUNCATE ${table} CASCADE`)).rejects.toMatchObject(refusal);
  });

  it("[OP5] lets nobody rewrite the words beside the ledger, and lets them be erased", async () => {
    await expect(database.query("app", "UPDATE ledger_texts SET sealed = true")).rejects.toMatchObject({
      code: "42501",
    });
    await expect(database.query("app", "DELETE FROM ledger_texts")).resolves.toEqual([]);
  });
});

describe("the ledger's index", () => {
  const leaf = (index: number) =>
    `INSERT INTO ledger_leaves ("index", "leafHash", bytes, type, at)
     VALUES (${index}, decode(repeat('00', 32), 'hex'), '', 'drill', now())`;

  it("[OP7] has no gap and no repetition, whoever writes it", async () => {
    await expect(database.query("app", leaf(1))).rejects.toMatchObject({ code: "23000" });
    await database.query("app", leaf(0));
    await expect(database.query("app", leaf(0))).rejects.toMatchObject({ code: "23000" });
    await expect(database.query("app", leaf(2))).rejects.toMatchObject({ code: "23000" });
  });
});

describe("closed sets and 'at most one'", () => {
  const state = (packet: string, value: string) =>
    `INSERT INTO manifest_states ("manifestId", "packetId", state, bound, "lapsesAt")
     VALUES (gen_random_uuid(), '${packet}', '${value}', '{}', now())`;
  const packet = "00000000-0000-4000-8000-000000000001";

  it("[OP8] refuses a second pending manifest of a packet", async () => {
    await database.query("app", state(packet, "pending"));
    await database.query("app", state(packet, "held"));
    await expect(database.query("app", state(packet, "pending"))).rejects.toMatchObject({ code: "23505" });
  });

  it("[OP8] refuses a state that no machine has", async () => {
    await expect(database.query("app", state(packet, "waiting"))).rejects.toMatchObject({ code: "23514" });
  });
});

describe("the start's read-back", () => {
  it("[OP6] finds nothing missing after the migrations", async () => {
    expect(await missingGuards(database.db)).toEqual([]);
  });

  it("[OP6] refuses when one trigger is dropped, switched off or hollowed out", async () => {
    const other = await testDatabase();
    await other.query("owner", "ALTER TABLE approvals DISABLE TRIGGER insert_only");
    expect(await missingGuards(other.db)).toEqual([expect.stringContaining("approvals")]);
    await other.query("owner", "DROP TRIGGER insert_only ON ledger_leaves");
    expect(await missingGuards(other.db)).toHaveLength(2);
    await other.query(
      "owner",
      "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    );
    expect(await missingGuards(other.db)).toHaveLength(INSERT_ONLY_TABLES.length);
  });

  it("[OP6] refuses when a grant is too wide or too narrow, or commits are not durable", async () => {
    const other = await testDatabase();
    await other.query("owner", "GRANT UPDATE (state) ON register_row_versions TO template_app");
    expect(await missingGuards(other.db)).toEqual([expect.stringContaining("register_row_versions")]);
    await other.query("owner", "REVOKE INSERT ON revisions FROM template_app");
    expect(await missingGuards(other.db)).toHaveLength(2);
    await other.query("owner", `ALTER DATABASE ${other.name} SET synchronous_commit = off`);
    const fresh = await testDatabaseAgain(other);
    expect(fresh).toHaveLength(3);
  });

  it("[OP6] refuses to serve as the owner", async () => {
    const other = await testDatabase();
    process.env.DATABASE_URL = other.ownerUrl;
    expect((await testDatabaseAgain(other)).join()).toMatch(/owns tables/);
  });
});

/** Reads back through a new connection, so that settings of the database apply. */
async function testDatabaseAgain(other: TestDatabase): Promise<string[]> {
  const { closeDatabase, database: reconnect } = await import("./client.ts");
  const { forgetSettings } = await import("../settings/settings.ts");
  process.env.DATABASE_URL ??= other.appUrl;
  await closeDatabase();
  forgetSettings();
  return missingGuards(reconnect());
}
