import { accessRelease } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { loadBundle } from "../db/bundle-store.ts";
import { outcomeTransaction } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { openBytes } from "./read-release.ts";

/** A release bundle as a file. */
export interface BundleFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/** The release bundle, for members, auditors, and recipients where the lane lets it leave. */
export async function exportBundle(actor: Actor, releaseId: string): Promise<Outcome<BundleFile>> {
  return outcomeTransaction(async (tx) => {
    const access = await accessRelease(tx, actor, releaseId, "release.export");
    if (!access.ok) return access;
    if (!access.value.exportAllowed) return refuse("not-found");
    const opened = await openBytes(tx, access.value);
    return opened.ok ? ok(await loadBundle(tx, releaseId)) : opened;
  });
}
