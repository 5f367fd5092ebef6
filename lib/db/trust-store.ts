// What a verifier pins: the ledger's origin and key, the workspace's key, and the origins where passkeys sign, each
// with the range of the ledger in which it was in use. A change is an event of the ledger. Rules: docs/spec/ledger.md.

import { randomUUID } from "node:crypto";
import type { PinnedOrigin } from "../approvals/webauthn.ts";
import { TRUST_SCHEMA, type Trust } from "../bundle/bundle.schema.ts";
import { toBase64 } from "../kernel/bytes.ts";
import { digestOfText } from "../kernel/digest.ts";
import { FaultError } from "../kernel/invariant.ts";
import { ledgerKey, workspaceKey } from "../signing/workspace-keys.ts";
import type { Tx } from "./client.ts";
import { lockLedger, record } from "./ledger-store.ts";

/** The workspace's row, made at first start: its ledger's origin never follows the host name. */
export async function ensureWorkspace(tx: Tx, first: { name: string; demo: boolean }): Promise<void> {
  const ledgerOrigin = `countersign.dev/ledger/${randomUUID()}`;
  await tx.workspace.createMany({ data: [{ id: 1, ledgerOrigin, ...first }], skipDuplicates: true });
}

interface Pin {
  readonly purpose: "ledger" | "workspace" | "origin";
  readonly keyId: string;
  readonly publicKey?: Uint8Array<ArrayBuffer>;
  readonly rpId?: string;
  readonly origin?: string;
}

/**
 * Records which keys and origins are in use from now on, and which are no longer. Called at each start; writes
 * nothing where nothing changed. Returns true where something did.
 */
export async function pinTrust(tx: Tx, origins: readonly PinnedOrigin[]): Promise<boolean> {
  const inUse: readonly Pin[] = [
    { purpose: "ledger", keyId: ledgerKey().keyId, publicKey: new Uint8Array(ledgerKey().publicKey) },
    {
      purpose: "workspace",
      keyId: workspaceKey().keyId,
      publicKey: new Uint8Array(workspaceKey().publicKey),
    },
    ...origins.map(({ rpId, origin }): Pin => {
      return { purpose: "origin", keyId: digestOfText(`${rpId}\n${origin}`), rpId, origin };
    }),
  ];
  // Taken first, unlike elsewhere: two starts at once must not both find a key missing.
  await lockLedger(tx);
  const known = await tx.trustKey.findMany();
  const open = known.filter((row) => row.untilIndex === null);
  const added = inUse.filter((pin) => !open.some((row) => isPin(row, pin)));
  const retired = open.filter((row) => !inUse.some((pin) => isPin(row, pin)));
  for (const row of retired) {
    const { index } = await recordKey(tx, row.purpose, { retired: row.keyId });
    await tx.trustKey.update({ where: { id: row.id }, data: { untilIndex: index } });
  }
  for (const pin of added) {
    const { index } = await recordKey(tx, pin.purpose, { inUse: pin.keyId });
    const again = known.find((row) => isPin(row, pin));
    if (again) await tx.trustKey.update({ where: { id: again.id }, data: { untilIndex: null } });
    else await tx.trustKey.create({ data: { ...pin, fromIndex: index } });
  }
  return added.length + retired.length > 0;
}

function isPin(row: { purpose: string; keyId: string }, pin: Pin): boolean {
  return row.purpose === pin.purpose && row.keyId === pin.keyId;
}

function recordKey(tx: Tx, purpose: string, subjects: Record<string, string>) {
  return record(tx, { type: "key changed", actor: null, subjects, text: { purpose } });
}

/** The content of `/api/v1/trust.json`. */
export async function trustFile(tx: Tx): Promise<Trust> {
  const { ledgerOrigin } = await tx.workspace.findUniqueOrThrow({ where: { id: 1 } });
  const rows = await tx.trustKey.findMany({ orderBy: [{ fromIndex: "asc" }, { keyId: "asc" }] });
  const range = (row: (typeof rows)[number]) => ({
    fromIndex: row.fromIndex.toString(),
    untilIndex: row.untilIndex?.toString() ?? null,
  });
  const keys = (purpose: string) =>
    rows
      .filter((row) => row.purpose === purpose)
      .map((row) => ({ keyId: row.keyId, publicKey: toBase64(publicKeyOf(row)), ...range(row) }));
  return {
    schema: TRUST_SCHEMA,
    ledger: { origin: ledgerOrigin, keys: keys("ledger") },
    workspace: { keys: keys("workspace") },
    origins: rows
      .filter((row) => row.purpose === "origin")
      .map((row) => ({ rpId: row.rpId ?? "", origin: row.origin ?? "", ...range(row) })),
  };
}

function publicKeyOf(row: { keyId: string; publicKey: Uint8Array | null }): Uint8Array {
  if (row.publicKey) return row.publicKey;
  throw new FaultError("integrity-failed", { cause: `no public key stored for ${row.keyId}` });
}
