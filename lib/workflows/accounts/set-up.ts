import { randomUUID } from "node:crypto";
import { hashPassword } from "../../auth/password.ts";
import { countAttempt } from "../../auth/rate-limit.ts";
import { isSetupCode } from "../../auth/setup.ts";
import { databaseNow } from "../../db/client.ts";
import { record } from "../../db/ledger-store.ts";
import { lockWorkspace, writeSetUpDone } from "../../db/workspace-store.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { settings } from "../../settings/settings.ts";
import { once } from "../on-packet.ts";
import { parseInput } from "../parse-input.ts";
import { setUpSchema } from "./account.schema.ts";
import type { SignedIn } from "./sign-in.ts";

/**
 * Makes the first account, which is admin, with the code that the server printed. Once: under the workspace's row,
 * so that of two people with the code one is too late. Input: `setUpSchema`.
 */
export async function setUp(input: unknown): Promise<Outcome<SignedIn>> {
  if (settings().demo) return refuse("setup-done");
  const parsed = parseInput(setUpSchema, input);
  if (!parsed.ok) return parsed;
  const { code, name, email, password } = parsed.value;
  const counted = await countAttempt("set-up", "workspace");
  if (!counted.ok) return counted;
  const passwordHash = await hashPassword(password);
  const made = await once<SignedIn>(async (tx) => {
    const workspace = await lockWorkspace(tx);
    if (workspace.setupDoneAt !== null) return refuse("setup-done");
    if (!isSetupCode(code, workspace.setupCodeHash)) return refuse("setup-code-wrong");
    const id = randomUUID();
    const roles = { create: [{ role: "admin" }] };
    const account = await tx.account.create({ data: { id, name, email, passwordHash, roles } });
    await writeSetUpDone(tx, await databaseNow(tx));
    const actor = { id, through: "web" } as const;
    await record(tx, { type: "account changed", actor, text: { account: id, change: "made at set-up" } });
    await record(tx, {
      type: "workspace role changed",
      actor,
      text: { account: id, role: "admin", change: "given" },
    });
    return ok({ id, sessionVersion: account.sessionVersion });
  });
  return !made.ok && made.error.code === "duplicate" ? refuse("email-taken") : made;
}
