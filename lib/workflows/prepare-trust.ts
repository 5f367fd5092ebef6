import type { PinnedOrigin } from "../approvals/webauthn.ts";
import type { Trust } from "../bundle/bundle.schema.ts";
import { transaction } from "../db/client.ts";
import { ensureWorkspace, pinTrust, trustFile } from "../db/trust-store.ts";
import { DEMO_ROLES } from "../settings/demo-roles.ts";
import { type Settings, settings } from "../settings/settings.ts";

/** Where passkeys may sign: the public origin, or in the demo `localhost` and each role's own host. */
export function signingOrigins(
  config: Pick<Settings, "demo" | "publicUrl" | "port">,
): readonly PinnedOrigin[] {
  if (!config.demo) return [{ rpId: new URL(config.publicUrl).hostname, origin: config.publicUrl }];
  return ["localhost", ...DEMO_ROLES.map((role) => `${role}.localhost`)].map((rpId) => ({
    rpId,
    origin: `http://${rpId}:${config.port}`,
  }));
}

/**
 * Makes the workspace's row at first start, and records which keys and origins are in use from now on. Called at
 * each start, before anything is served or seeded; it writes nothing where nothing changed. Returns lines to print
 * for whoever keeps the trust file: none where it is as it was.
 */
export async function prepareTrust(): Promise<readonly string[]> {
  const config = settings();
  await transaction((tx) => ensureWorkspace(tx, { name: "Countersign", demo: config.demo }));
  const changed = await transaction((tx) => pinTrust(tx, signingOrigins(config)));
  return changed ? trustLines(await transaction(trustFile), config.publicUrl) : [];
}

function trustLines({ ledger, workspace }: Trust, publicUrl: string): readonly string[] {
  const inUse = (keys: Trust["ledger"]["keys"]) => keys.find((key) => key.untilIndex === null)?.keyId ?? "";
  return [
    "Keys or origins in use changed. Keep the trust file; whoever verifies a release needs it:",
    `  ${publicUrl}/api/v1/trust.json`,
    `  ledger         ${ledger.origin}`,
    `  ledger key     ${inUse(ledger.keys)}`,
    `  workspace key  ${inUse(workspace.keys)}`,
  ];
}
