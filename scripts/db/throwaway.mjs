// A cluster that lives as long as a test run: fast instead of durable, in the system's temporary folder.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectionUrl, startCluster } from "./cluster.mjs";
import { migrate } from "./migrations.mjs";
import { ensureDatabase, ensureLogin, grantApplication, withClient } from "./roles.mjs";

const PASSWORD = "throwaway";

/** Starts an empty cluster that `stop` ends and deletes. */
export async function startThrowawayCluster() {
  const folder = mkdtempSync(join(tmpdir(), "countersign-"));
  chmodSync(folder, 0o711); // the account that PostgreSQL runs as must be able to enter, not to look around
  const cluster = await startCluster({
    folder: join(folder, "postgres"),
    log: join(folder, "postgres.log"),
    password: PASSWORD,
    options: { fsync: "off", full_page_writes: "off", max_connections: "200", shared_buffers: "64MB" },
  });
  return {
    ...cluster,
    async stop() {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
      if (cluster.moved) rmSync(cluster.folder, { recursive: true, force: true });
    },
  };
}

/**
 * Makes a migrated database with its two roles in a throwaway cluster.
 *
 * @returns {Promise<{appUrl: string, ownerUrl: string}>}
 */
export async function makeDatabase(cluster, name) {
  const owner = { name: "countersign_owner", password: PASSWORD, attributes: "CREATEROLE" };
  const login = { name: "countersign_login", password: PASSWORD };
  const at = (user) => connectionUrl({ user, password: PASSWORD, port: cluster.port, database: name });
  await withClient(cluster.superUrl(), async (client) => {
    await ensureLogin(client, owner);
    await ensureLogin(client, login);
    await ensureDatabase(client, { name, owner: owner.name });
  });
  await migrate({ url: at(owner.name) });
  await withClient(cluster.superUrl(), (client) =>
    grantApplication(client, { login: login.name, database: name }),
  );
  return { appUrl: at(login.name), ownerUrl: at(owner.name) };
}
