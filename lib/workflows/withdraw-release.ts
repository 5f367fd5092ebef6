import { accessRelease } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction } from "../db/client.ts";
import { record } from "../db/ledger-store.ts";
import { moveRelease } from "../db/release-store.ts";
import { ok } from "../kernel/result.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { withdrawReleaseSchema } from "./approval.schema.ts";
import { parseInput } from "./parse-input.ts";

/** Withdraws an open release with a reason: from then on its lane reads the reason and nothing else. */
export async function withdrawRelease(actor: Actor, input: unknown): Promise<Outcome<{ releaseId: string }>> {
  const parsed = parseInput(withdrawReleaseSchema, input);
  if (!parsed.ok) return parsed;
  const { releaseId, reason } = parsed.value;
  return outcomeTransaction(async (tx) => {
    const access = await accessRelease(tx, actor, releaseId, "release.withdraw");
    if (!access.ok) return access;
    const { release, now } = access.value;
    if (now >= release.closesAt) return refuse("release-closed");
    if (!(await moveRelease(tx, releaseId, { to: "withdrawn", reason, at: now })))
      return refuse("state-conflict");
    const manifest = await tx.manifest.findUniqueOrThrow({
      where: { id: release.manifestId },
      select: { digest: true },
    });
    await record(tx, {
      type: "release withdrawn",
      actor,
      packetId: release.packetId,
      subjects: { manifest: manifest.digest },
      text: { release: releaseId, reason },
    });
    return ok({ releaseId });
  });
}
