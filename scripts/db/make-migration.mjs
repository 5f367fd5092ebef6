// Writes prisma/migrations/0001_init/migration.sql anew from prisma/schema.prisma.
// Only until the first release: after that a change is a migration of its own.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaAsSql } from "./migrations.mjs";
import { startThrowawayCluster } from "./throwaway.mjs";

const folder = join("prisma", "migrations", "0001_init");
const cluster = await startThrowawayCluster();
try {
  mkdirSync(folder, { recursive: true });
  const sql = await schemaAsSql(cluster.superUrl());
  writeFileSync(join(folder, "migration.sql"), sql);
  console.log(`${join(folder, "migration.sql")}: ${sql.split("\n").length} lines`);
} finally {
  await cluster.stop();
}
