import { passkeyRemovedSubjects } from "../../approvals/leaf-subjects.ts";
import { accessWorkspace } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import { databaseNow, outcomeTransaction } from "../../db/client.ts";
import { record } from "../../db/ledger-store.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { parseInput } from "../parse-input.ts";
import { confirmIdentity, type Presence } from "./confirm-identity.ts";
import { removePasskeySchema } from "./passkey.schema.ts";

/**
 * Removes one of the actor's passkeys after confirming that it is them. Its row stays, so that what it signed can
 * still be explained; it signs nothing more. Input: `removePasskeySchema`.
 */
export async function removePasskey(
  actor: Actor,
  input: unknown,
  presence: Presence,
): Promise<Outcome<{ passkeyId: string }>> {
  const parsed = parseInput(removePasskeySchema, input);
  if (!parsed.ok) return parsed;
  const { passkeyId, proof } = parsed.value;
  const confirmed = await confirmIdentity(actor, proof, presence);
  if (!confirmed.ok) return confirmed;
  return outcomeTransaction(async (tx) => {
    const access = await accessWorkspace(tx, actor, "profile.manage");
    if (!access.ok) return access;
    const removed = await tx.passkey.updateMany({
      where: { id: passkeyId, accountId: actor.id, removedAt: null },
      data: { removedAt: await databaseNow(tx) },
    });
    if (removed.count === 0) return refuse("not-found");
    const passkey = await tx.passkey.findUniqueOrThrow({ where: { id: passkeyId } });
    await record(tx, {
      type: "passkey changed",
      actor,
      subjects: passkeyRemovedSubjects(passkey),
      text: { account: actor.id, change: "removed", label: passkey.label, rpId: passkey.rpId },
    });
    return ok({ passkeyId });
  });
}
