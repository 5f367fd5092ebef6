import { accessRelease } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { loadBundle } from "../db/bundle-store.ts";
import { transaction } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { openBytes, recordDelivery, recordRefusal } from "./read-release.ts";

/** A release bundle as a file. */
export interface BundleFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/**
 * The release bundle, for members, auditors, and recipients where the lane lets it leave. It is a reading like any
 * other: the first one of a lane's reader is recorded as delivery, and a refused one as refused.
 */
export async function exportBundle(actor: Actor, releaseId: string): Promise<Outcome<BundleFile>> {
  return transaction(async (tx) => {
    const access = await accessRelease(tx, actor, releaseId, "release.export");
    if (!access.ok) {
      // A recipient whose lane lets nothing leave is refused the file, not the release.
      const reads = await accessRelease(tx, actor, releaseId, "release.read");
      return reads.ok ? access : recordRefusal(tx, actor, releaseId, access.error.code);
    }
    const opened = await openBytes(tx, access.value);
    if (!opened.ok) return opened;
    const file = await loadBundle(tx, releaseId);
    if (access.value.through === "lane") await recordDelivery(tx, opened.value);
    return ok(file);
  });
}
