// The one place that reads the environment. Rules (docs/spec/operations.md): OP1–OP4.

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Environment, environmentSchema } from "./settings.schema.ts";

/** Sign-in by an OpenID Connect issuer. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What this deployment was told. Folders are absolute. */
export interface Settings {
  readonly mode: "development" | "production" | "test";
  /** Origin (scheme, host, port; no slash at the end) that links, cookies and redirects are made from. */
  readonly publicUrl: string;
  /** Whether PUBLIC_URL was given; otherwise `publicUrl` is `http://localhost:<port>`. */
  readonly publicUrlGiven: boolean;
  readonly port: number;
  /** Addresses to listen on; the loopback ones unless PUBLIC_URL or HOST is given. */
  readonly hosts: readonly string[];
  readonly dataDir: string;
  /** Ledger, workspace and wrapping keys; outside the database, in the backup. */
  readonly keysDir: string;
  /** A folder of packet kinds that is read beside the clone's own; null where there is none. */
  readonly kindsDir: string | null;
  /** The application's role. */
  readonly databaseUrl: string;
  /** The owner's role, for migrations; null: a pending migration stops the start. */
  readonly databaseOwnerUrl: string | null;
  readonly authSecret: string;
  readonly oidc: OidcSettings | null;
  readonly redisUrl: string | null;
  /** The database is the launcher's own. */
  readonly embedded: boolean;
  /** Embedded database and no PUBLIC_URL: demo accounts, `<role>.localhost` hosts. */
  readonly demo: boolean;
}

/** The start is refused: every problem, each naming its setting. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The settings are not usable:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "SettingsError";
    this.problems = problems;
  }
}

const REGISTRY = Symbol.for("countersign.settings");
type Registry = typeof globalThis & { [REGISTRY]?: Settings };

/** The settings, read and checked once for the process; throws `SettingsError`. */
export function settings(): Settings {
  const registry: Registry = globalThis;
  registry[REGISTRY] ??= readSettings(process.env);
  return registry[REGISTRY];
}

/** Makes the next `settings()` read the environment again. For tests, which move to another database. */
export function forgetSettings(): void {
  delete (globalThis as Registry)[REGISTRY];
}

/**
 * Checks an environment. Empty values count as not given. With the embedded database and no AUTH_SECRET it makes
 * one and keeps it in the data folder; otherwise what is missing is said in a `SettingsError`.
 */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  }
  const environment = parsed.data;
  const problems = missing(environment);
  if (problems.length > 0) throw new SettingsError(problems);
  return settingsOf(environment);
}

function settingsOf(environment: Environment): Settings {
  const embedded = environment.COUNTERSIGN_EMBEDDED === "1";
  const dataDir = resolve(environment.DATA_DIR);
  const publicUrlGiven = environment.PUBLIC_URL !== undefined;
  return {
    mode: environment.NODE_ENV,
    publicUrl: environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`,
    publicUrlGiven,
    port: environment.PORT,
    hosts: environment.HOST ? [environment.HOST] : publicUrlGiven ? ["::"] : ["127.0.0.1", "::1"],
    dataDir,
    keysDir: environment.KEYS_DIR ? resolve(environment.KEYS_DIR) : join(dataDir, "keys"),
    kindsDir: environment.KINDS_DIR ? resolve(environment.KINDS_DIR) : null,
    databaseUrl: environment.DATABASE_URL ?? "",
    databaseOwnerUrl: environment.DATABASE_OWNER_URL ?? null,
    authSecret: environment.AUTH_SECRET ?? ownSecret(dataDir),
    oidc: oidcOf(environment),
    redisUrl: environment.REDIS_URL ?? null,
    embedded,
    demo: embedded && !publicUrlGiven,
  };
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

function missing(environment: Environment): string[] {
  const problems: string[] = [];
  const demo = environment.COUNTERSIGN_EMBEDDED === "1" && !environment.PUBLIC_URL;
  if (demo && environment.HOST && !LOOPBACK.test(environment.HOST)) {
    problems.push(
      "HOST would open the demo's seats, which ask for no password, to the network. Give PUBLIC_URL for a workspace of your own.",
    );
  }
  if (!environment.DATABASE_URL) {
    problems.push("DATABASE_URL is missing. `npm start` sets it when it runs its own database.");
  }
  if (!environment.AUTH_SECRET && environment.COUNTERSIGN_EMBEDDED !== "1") {
    problems.push(
      "AUTH_SECRET is missing. It signs sessions; give 32 or more random characters, the same to every instance.",
    );
  }
  const oidc = [environment.OIDC_ISSUER, environment.OIDC_CLIENT_ID, environment.OIDC_CLIENT_SECRET];
  if (oidc.some(Boolean) && !oidc.every(Boolean)) {
    problems.push("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together; one is missing.");
  }
  const issuer = environment.OIDC_ISSUER ? new URL(environment.OIDC_ISSUER) : null;
  if (issuer?.protocol === "http:" && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(issuer.hostname)) {
    problems.push("OIDC_ISSUER must be https, except on this machine.");
  }
  return problems;
}

function oidcOf(environment: Environment): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = environment;
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : null;
}

/** The secret that the embedded default makes for itself: sessions survive a restart, and no two clones share it. */
function ownSecret(dataDir: string): string {
  const file = join(dataDir, "auth-secret");
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    try {
      writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (cause) {
      // Another process of the same start was quicker; its secret is the one.
      if (!existsSync(file)) throw cause;
    }
  }
  return readFileSync(file, "utf8").trim();
}
