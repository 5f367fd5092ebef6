// The database that a start brings up when no DATABASE_URL is given.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectionUrl, startCluster } from "./cluster.mjs";
import { migrate } from "./migrations.mjs";
import { ensureDatabase, ensureLogin, grantApplication, withClient } from "./roles.mjs";

const DATABASE = "countersign";
const OWNER = "countersign_owner";
const LOGIN = "countersign";
const SEEDED = "demo seeded";

function passwords(dataDir) {
  const file = join(dataDir, "database.json");
  if (!existsSync(file)) {
    const made = () => randomBytes(24).toString("base64url");
    writeFileSync(file, JSON.stringify({ superuser: made(), owner: made(), application: made() }), {
      mode: 0o600,
      flag: "wx",
    });
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * Starts the embedded database of a data folder with its two roles; migrations are a step of their own.
 *
 * @param {string} dataDir
 * @returns {Promise<{ownerUrl: string, appUrl: string, moved: boolean, folder: string, stop: () => Promise<void>,
 *   migrate: (log: (line: string) => void) => Promise<string[]>, needsDemo: () => Promise<boolean>,
 *   markDemo: () => Promise<void>}>}
 */
export async function startEmbedded(dataDir) {
  const secret = passwords(dataDir);
  const cluster = await startCluster({
    folder: join(dataDir, "postgres"),
    log: join(dataDir, "postgres.log"),
    password: secret.superuser,
    options: { max_connections: "100", shared_buffers: "128MB" },
  });
  const at = (user, password) => connectionUrl({ user, password, port: cluster.port, database: DATABASE });
  const asSuperuser = (work) => withClient(cluster.superUrl(), work);
  try {
    await asSuperuser(async (client) => {
      await ensureLogin(client, { name: OWNER, password: secret.owner, attributes: "CREATEROLE" });
      await ensureLogin(client, { name: LOGIN, password: secret.application });
      await ensureDatabase(client, { name: DATABASE, owner: OWNER });
    });
  } catch (cause) {
    await cluster.stop();
    throw cause;
  }
  const ownerUrl = at(OWNER, secret.owner);
  return {
    ownerUrl,
    appUrl: at(LOGIN, secret.application),
    moved: cluster.moved,
    folder: cluster.folder,
    stop: cluster.stop,
    async migrate(log) {
      const applied = await migrate({ url: ownerUrl, log });
      await asSuperuser((client) => grantApplication(client, { login: LOGIN, database: DATABASE }));
      return applied;
    },
    // Beside the rows, not among them: the mark is set once the seed has run to its end.
    needsDemo: () =>
      asSuperuser(async (client) => {
        const { rows } = await client.query(
          "SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1",
          [DATABASE],
        );
        return rows[0]?.mark !== SEEDED;
      }),
    markDemo: () => asSuperuser((client) => client.query(`COMMENT ON DATABASE ${DATABASE} IS '${SEEDED}'`)),
  };
}
