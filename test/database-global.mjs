// Once a run: a throwaway cluster with one migrated template, which each test file clones.
import { makeDatabase, startThrowawayCluster } from "../scripts/db/throwaway.mjs";

export default async function setup() {
  const cluster = await startThrowawayCluster();
  const template = await makeDatabase(cluster, "template");
  process.env.TEST_DATABASE = JSON.stringify({ superUrl: cluster.superUrl(), template });
  return () => cluster.stop();
}
