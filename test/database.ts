import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { closeDatabase, type Db, database } from "../lib/db/client.ts";
import { forgetSettings } from "../lib/settings/settings.ts";

/** A database of a test file's own. */
export interface TestDatabase {
  /** Prisma through the application's role: what lib/db uses. */
  readonly db: Db;
  readonly name: string;
  /** The application's role: SELECT and INSERT on insert-only tables. */
  readonly appUrl: string;
  /** The role that owns the tables and migrates. */
  readonly ownerUrl: string;
  readonly dataDir: string;
  /** Runs one statement on a connection of its own, as the application or as the owner. */
  query(as: "app" | "owner", text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

interface Template {
  readonly superUrl: string;
  readonly template: { readonly appUrl: string; readonly ownerUrl: string };
}

const open: { readonly name: string; readonly dataDir: string }[] = [];

/**
 * A fresh migrated database, cloned from the run's template, with lib/db, settings and the keys' folder pointed at
 * it. Call it at the top of a test file or in `beforeAll`; it ends by itself after the file. In test mode only.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { superUrl, template } = cluster();
  const name = `t_${randomBytes(6).toString("hex")}`;
  await onClient(superUrl, async (client) => {
    await client.query(
      `CREATE DATABASE ${name} TEMPLATE template STRATEGY file_copy OWNER countersign_owner`,
    );
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO template_app`);
  });
  const dataDir = mkdtempSync(join(tmpdir(), "countersign-data-"));
  open.push({ name, dataDir });
  const appUrl = inDatabase(template.appUrl, name);
  const ownerUrl = inDatabase(template.ownerUrl, name);
  Object.assign(process.env, {
    DATABASE_URL: appUrl,
    DATA_DIR: dataDir,
    KEYS_DIR: join(dataDir, "keys"),
    AUTH_SECRET: "a secret that only the tests know, long enough",
  });
  await closeDatabase();
  forgetSettings();
  return {
    db: database(),
    name,
    appUrl,
    ownerUrl,
    dataDir,
    query: (as, text, values) =>
      onClient(as === "app" ? appUrl : ownerUrl, async (client) => (await client.query(text, values)).rows),
  };
}

/** Ends what this test file opened. test/setup.ts calls it. */
export async function endTestDatabases(): Promise<void> {
  if (open.length === 0) return;
  await closeDatabase();
  await onClient(cluster().superUrl, async (client) => {
    for (const { name } of open) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  });
  for (const { dataDir } of open.splice(0)) rmSync(dataDir, { recursive: true, force: true });
}

function cluster(): Template {
  const text = process.env.TEST_DATABASE;
  if (!text) throw new Error("No test cluster: run this through vitest and its global set-up.");
  return JSON.parse(text) as Template;
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function onClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
