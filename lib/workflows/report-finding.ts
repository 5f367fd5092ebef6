import { accessRelease } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { record } from "../db/ledger-store.ts";
import { holdRelease, liftRelease } from "../db/release-store.ts";
import { ok } from "../kernel/result.ts";
import { findingWords } from "../lanes/findings.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { liftReleaseSchema, reportFindingSchema } from "./approval.schema.ts";
import { once } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";

/**
 * Records what a reader or member found wrong with a release. An open release is on hold from then on: its lane reads
 * on, and reads why. Input: `reportFindingSchema`. Seed 004 (new evidence changes what a released version implied).
 */
export async function reportFinding(actor: Actor, input: unknown): Promise<Outcome<{ held: boolean }>> {
  const parsed = parseInput(reportFindingSchema, input);
  if (!parsed.ok) return parsed;
  const { id, releaseId, type, part, text } = parsed.value;
  return once(async (tx) => {
    const access = await accessRelease(tx, actor, releaseId, "release.report-finding");
    if (!access.ok) return access;
    const { release, now } = access.value;
    const first = await tx.finding.findUnique({ where: { id } });
    if (first) {
      const same = first.releaseId === releaseId && first.reportedById === actor.id;
      return same ? ok({ held: release.onHold }) : refuse("duplicate");
    }
    const { packetId, manifestId } = release;
    await tx.finding.create({
      data: { id, releaseId, packetId, type, part, text, reportedById: actor.id, at: now },
    });
    const held = await holdRelease(tx, releaseId, `${findingWords(type)}.`, now);
    const { digest } = await tx.manifest.findUniqueOrThrow({ where: { id: manifestId } });
    await record(tx, {
      type: "finding after release",
      actor,
      packetId,
      subjects: { manifest: digest },
      text: { release: releaseId, type, part, text, held },
    });
    return ok({ held: held || release.onHold });
  });
}

/** Lifts the hold of an open release, by whoever may withdraw it, with a reason. Input: `liftReleaseSchema`. */
export async function liftReleaseHold(actor: Actor, input: unknown): Promise<Outcome<{ releaseId: string }>> {
  const parsed = parseInput(liftReleaseSchema, input);
  if (!parsed.ok) return parsed;
  const { releaseId, reason } = parsed.value;
  return once(async (tx) => {
    const access = await accessRelease(tx, actor, releaseId, "release.withdraw");
    if (!access.ok) return access;
    const { release, now } = access.value;
    if (!(await liftRelease(tx, releaseId, now)))
      return refuse("state-conflict", "This release is not on hold.");
    const { digest } = await tx.manifest.findUniqueOrThrow({ where: { id: release.manifestId } });
    await record(tx, {
      type: "hold closed",
      actor,
      packetId: release.packetId,
      subjects: { manifest: digest },
      text: { release: releaseId, reason },
    });
    return ok({ releaseId });
  });
}
