// The one connection pool of the process. Next bundles routes while server.ts runs beside them, so this module
// exists twice in one process: what must be one lives in a registry on globalThis.

import { PrismaPg } from "@prisma/adapter-pg";
import { FaultError } from "../kernel/invariant.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { settings } from "../settings/settings.ts";
import { Prisma, PrismaClient } from "./generated/client.ts";

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

const POOL_SIZE = 20;
const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 10_000;
const TRANSACTION_TIMEOUT_MS = 20_000;
const WAIT_FOR_CONNECTION_MS = 10_000;

/** Codes by which Prisma says that the database itself did not answer. */
const UNREACHABLE = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2037"]);

const REGISTRY = Symbol.for("countersign.database");
type Registry = typeof globalThis & { [REGISTRY]?: { readonly url: string; readonly client: PrismaClient } };

/** The process's client for `settings().databaseUrl`, connected at first use. */
export function database(): Db {
  const registry: Registry = globalThis;
  const url = settings().databaseUrl;
  const held = registry[REGISTRY];
  if (held?.url === url) return held.client;
  const client = clientFor(url);
  registry[REGISTRY] = { url, client };
  return client;
}

/** Closes the pool; the next `database()` opens another. */
export async function closeDatabase(): Promise<void> {
  const registry: Registry = globalThis;
  const held = registry[REGISTRY];
  delete registry[REGISTRY];
  await held?.client.$disconnect();
}

/** Runs in one READ COMMITTED transaction of at most 20 s. Retries nothing. An unreachable database is a `FaultError`. */
export async function transaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await database().$transaction(fn, {
      isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
      timeout: TRANSACTION_TIMEOUT_MS,
      maxWait: WAIT_FOR_CONNECTION_MS,
    });
  } catch (cause) {
    if (isUnreachable(cause)) throw new FaultError("storage-unavailable", { cause });
    throw cause;
  }
}

/** Like `transaction`; when the outcome is a refusal nothing is kept, and the refusal is returned. */
export async function outcomeTransaction<T>(fn: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  let refused: Outcome<T> | null = null;
  const rollback = new Error("rolled back: the outcome is a refusal");
  try {
    return await transaction(async (tx) => {
      const outcome = await fn(tx);
      if (!outcome.ok) {
        refused = outcome;
        throw rollback;
      }
      return outcome;
    });
  } catch (cause) {
    if (cause === rollback && refused !== null) return refused;
    throw cause;
  }
}

/**
 * The database's clock now, in whole milliseconds as columns keep it. Not the start of the transaction: after
 * waiting for a lock it is later, so that what was decided under the lock is judged at that time.
 */
export async function databaseNow(tx: Tx): Promise<Date> {
  const rows = await tx.$queryRaw<
    { now: Date }[]
  >`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`;
  const now = rows[0]?.now;
  if (now === undefined) throw new FaultError("storage-unavailable", { cause: "the database gave no time" });
  return now;
}

function clientFor(url: string): PrismaClient {
  const adapter = new PrismaPg({
    connectionString: url,
    max: POOL_SIZE,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: TRANSACTION_TIMEOUT_MS + 5_000,
    connectionTimeoutMillis: WAIT_FOR_CONNECTION_MS,
    application_name: "countersign",
  });
  return new PrismaClient({ adapter });
}

function isUnreachable(cause: unknown): boolean {
  return (
    cause instanceof Prisma.PrismaClientInitializationError ||
    (cause instanceof Prisma.PrismaClientKnownRequestError && UNREACHABLE.has(cause.code))
  );
}
