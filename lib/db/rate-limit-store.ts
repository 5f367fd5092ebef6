// Counters of attempts in the database, so that every instance counts together. Their statements run on
// connections of their own: an attempt counts also when the transaction around it is rolled back.

import pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { settings } from "../settings/settings.ts";

/** So many points within so many seconds, counted under a name of its own. */
export interface RateRule {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

const REGISTRY = Symbol.for("countersign.rate-limits");
type Registry = typeof globalThis & { [REGISTRY]?: { readonly url: string; readonly pool: pg.Pool } };

/** Spends one point of `key`; false where none is left. Throws where the database does not answer: it fails closed. */
export async function spendPoint(rule: RateRule, key: string): Promise<boolean> {
  try {
    await limiter(rule).consume(key);
    return true;
  } catch (cause) {
    if (cause instanceof RateLimiterRes) return false;
    throw cause;
  }
}

/** Forgets what `key` has spent. */
export async function forgetPoints(rule: RateRule, key: string): Promise<void> {
  await limiter(rule).delete(key);
}

function limiter(rule: RateRule): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool(),
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: rule.name,
    points: rule.points,
    duration: rule.seconds,
  });
}

function pool(): pg.Pool {
  const registry: Registry = globalThis;
  const url = settings().databaseUrl;
  const held = registry[REGISTRY];
  if (held?.url === url) return held.pool;
  // Never awaited: a pool without a busy connection ends at once, and must not keep a process alive.
  void held?.pool.end();
  const made = new pg.Pool({
    connectionString: url,
    max: 3,
    idleTimeoutMillis: 1_000,
    allowExitOnIdle: true,
    statement_timeout: 5_000,
    application_name: "countersign-limits",
  });
  // A connection that breaks while idle is not used again; the next attempt opens another or fails itself.
  made.on("error", () => undefined);
  registry[REGISTRY] = { url, pool: made };
  return made;
}
