// What the migrations put in place and the start reads back: without it the process does not serve.
// Rules (docs/spec/operations.md): OP5, OP6.

import type { Db } from "./client.ts";

/** Tables whose rows nobody changes or takes away; prisma/schema.prisma marks the same ones INSERT-ONLY. */
export const INSERT_ONLY_TABLES = [
  "annex_versions",
  "approvals",
  "document_updates",
  "findings",
  "flow_steps",
  "kind_definitions",
  "lane_versions",
  "ledger_checkpoints",
  "ledger_leaves",
  "manifests",
  "objection_events",
  "objections",
  "register_row_versions",
  "releases",
  "revisions",
  "source_versions",
] as const;

/** Bits of pg_trigger.tgtype: BEFORE, DELETE, UPDATE, TRUNCATE; the bit for "each row" is absent. */
const BEFORE_CHANGE_EACH_STATEMENT = 2 + 8 + 16 + 32;
const DURABLE = new Set(["on", "remote_apply"]);

/**
 * Reads triggers, grants and durability back through the application's own connection.
 *
 * @returns one sentence for each guard that is missing; none when the database may be served
 */
export async function missingGuards(db: Db): Promise<string[]> {
  const [role, triggers, grants, durability] = await Promise.all([
    roleProblems(db),
    triggerProblems(db),
    grantProblems(db),
    durabilityProblems(db),
  ]);
  return [...role, ...triggers, ...grants, ...durability];
}

async function roleProblems(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string; powerful: boolean; owns: bigint }[]>`
    SELECT current_user AS name,
      (SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS powerful,
      (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind = 'r' AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owns`;
  const role = rows[0];
  if (role === undefined) return ["The database did not say which role this is."];
  return role.powerful || role.owns > 0n
    ? [`The role ${role.name} owns tables or has more rights than the application may have.`]
    : [];
}

async function triggerProblems(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ table: string }[]>`
    SELECT c.relname AS "table" FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      JOIN pg_proc p ON p.oid = t.tgfoid AND p.proname = 'refuse_change'
    WHERE t.tgname = 'insert_only' AND t.tgenabled = 'A' AND t.tgtype = ${BEFORE_CHANGE_EACH_STATEMENT}
      AND t.tgqual IS NULL AND p.prosrc ~ '^\\s*BEGIN\\s+RAISE EXCEPTION'`;
  const guarded = new Set(rows.map((row) => row.table));
  return INSERT_ONLY_TABLES.filter((table) => !guarded.has(table)).map(
    (table) => `The trigger that keeps ${table} insert-only is missing, off or replaced.`,
  );
}

async function grantProblems(db: Db): Promise<string[]> {
  const names: string[] = [...INSERT_ONLY_TABLES];
  const rows = await db.$queryRaw<{ table: string; usable: boolean; excess: boolean }[]>`
    SELECT "table",
      has_table_privilege(format('public.%I', "table"), 'SELECT') AND
        has_table_privilege(format('public.%I', "table"), 'INSERT') AS usable,
      has_table_privilege(format('public.%I', "table"), 'UPDATE, DELETE, TRUNCATE, TRIGGER') OR
        has_any_column_privilege(format('public.%I', "table"), 'UPDATE') AS excess
    FROM unnest(${names}::text[]) AS "table"`;
  return rows.flatMap((row) => {
    if (!row.usable) return [`The application's role may not read and add to ${row.table}.`];
    return row.excess ? [`The application's role may change ${row.table}; it must be insert-only.`] : [];
  });
}

async function durabilityProblems(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ value: string }[]>`SELECT current_setting('synchronous_commit') AS value`;
  const value = rows[0]?.value ?? "unknown";
  return DURABLE.has(value)
    ? []
    : [`synchronous_commit is ${value}; a commit must be on disk before it is acknowledged.`];
}
