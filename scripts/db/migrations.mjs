// The migrations of this clone, and applying them to a database as its owner.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withClient } from "./roles.mjs";
import { withSchemaEngine } from "./schema-engine.mjs";

const FOLDER = join("prisma", "migrations");
const SCHEMA = join("prisma", "schema.prisma");
const NO_FILTERS = { externalTables: [], externalEnums: [] };
/** Held while a start migrates, so that a second start neither applies twice nor mistakes the first for a failure. */
const MIGRATION_LOCK = 4_861_202_611;

/** Names of the migrations in the clone, in order. */
export function migrationNames(root = process.cwd()) {
  return readdirSync(join(root, FOLDER), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, FOLDER, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort();
}

/** The Prisma schema of the clone. */
export function schemaFile(root = process.cwd()) {
  return { path: SCHEMA, content: readFileSync(join(root, SCHEMA), "utf8") };
}

function migrationsList(root) {
  return {
    baseDir: FOLDER,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: migrationNames(root).map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(join(root, FOLDER, name, "migration.sql"), "utf8") },
      },
    })),
  };
}

async function recorded(client) {
  const table = await client.query("SELECT to_regclass('public._prisma_migrations') AS name");
  if (table.rows[0].name === null) return { finished: new Set(), failed: [] };
  const { rows } = await client.query(
    "SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  return {
    finished: new Set(rows.filter((row) => row.finished).map((row) => row.name)),
    failed: rows.filter((row) => !row.finished).map((row) => row.name),
  };
}

/** Names of the migrations that a database still lacks. Works with the application's role, too. */
export async function pendingMigrations(url, root = process.cwd()) {
  const { finished } = await withClient(url, recorded);
  return migrationNames(root).filter((name) => !finished.has(name));
}

/**
 * Applies what is pending; each file is one transaction.
 *
 * @param {{url: string, root?: string, log?: (line: string) => void}} input `url` is the owner's
 * @returns {Promise<string[]>} the names applied now
 */
export async function migrate({ url, root = process.cwd(), log = () => undefined }) {
  return withClient(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const { finished, failed } = await recorded(client);
    if (failed.length === 0 && migrationNames(root).every((name) => finished.has(name))) return [];
    return withSchemaEngine({ url, schema: schemaFile(root) }, async (engine) => {
      for (const migrationName of failed) {
        log(`Migration ${migrationName} was interrupted or failed before; it is tried again.`);
        await engine.markMigrationRolledBack({ migrationName });
      }
      const input = { migrationsList: migrationsList(root), filters: NO_FILTERS };
      const { appliedMigrationNames } = await engine.applyMigrations(input).catch((cause) => {
        throw new Error(`A migration of ${FOLDER} failed: ${cause.message}`, { cause });
      });
      return appliedMigrationNames;
    });
  });
}

/** The SQL that makes an empty database what the schema says. */
export function schemaAsSql(url, root = process.cwd()) {
  const schema = schemaFile(root);
  return withSchemaEngine({ url, schema }, async (engine) => {
    const result = await engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files: [schema] },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    });
    return result.stdout;
  });
}
