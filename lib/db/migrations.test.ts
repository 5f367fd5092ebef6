import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate, migrationNames, pendingMigrations } from "../../scripts/db/migrations.mjs";
import { type TestDatabase, testDatabase } from "../../test/database.ts";

const root = mkdtempSync(join(tmpdir(), "countersign-migrations-"));
const file = join(root, "prisma", "migrations", "9999_more", "migration.sql");
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  cpSync("prisma/schema.prisma", join(root, "prisma", "schema.prisma"));
  cpSync("prisma/migrations", join(root, "prisma", "migrations"), { recursive: true });
  mkdirSync(join(root, "prisma", "migrations", "9999_more"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const tables = (name: string) =>
  database.query("owner", "SELECT 1 FROM pg_tables WHERE tablename = $1", [name]);

it("[OP12] leaves nothing of a migration that failed, names it, and tries it again", async () => {
  writeFileSync(file, "CREATE TABLE more (id int); SELECT 1 / 0;");
  await expect(migrate({ url: database.ownerUrl, root })).rejects.toThrow(/9999_more/);
  expect(await tables("more")).toEqual([]);
  expect(await pendingMigrations(database.appUrl, root)).toEqual(["9999_more"]);
  // A function body with semicolons must arrive whole.
  writeFileSync(
    file,
    "CREATE TABLE more (id int); CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;",
  );
  const said: string[] = [];
  const applied = await migrate({ url: database.ownerUrl, root, log: (line: string) => said.push(line) });
  expect(applied).toEqual(["9999_more"]);
  expect(said.join()).toMatch(/9999_more/);
  expect(await tables("more")).toHaveLength(1);
});

it("[OP12] applies once when two start at the same time", async () => {
  const other = join(root, "prisma", "migrations", "9999_twice");
  mkdirSync(other);
  writeFileSync(join(other, "migration.sql"), "CREATE TABLE twice (id int);");
  const both = await Promise.all([1, 2].map(() => migrate({ url: database.ownerUrl, root })));
  expect(both.flat()).toEqual(["9999_twice"]);
  expect(migrationNames(root)).toContain("9999_twice");
});
