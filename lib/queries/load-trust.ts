import "server-only";
import type { Trust } from "../bundle/bundle.schema.ts";
import { transaction } from "../db/client.ts";
import { trustFile } from "../db/trust-store.ts";

/** The trust file as it stands; anybody may have it. */
export async function loadTrust(): Promise<Trust> {
  return transaction(trustFile);
}
