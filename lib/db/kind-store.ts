// The kind that a packet names by digest. Its bytes are stored at first use and never change, so that a parsed
// kind may be kept for as long as the process lives.

import { digestOf } from "../kernel/digest.ts";
import { FaultError } from "../kernel/invariant.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { parseStoredKind } from "../kinds/parse-kind.ts";
import type { Tx } from "./client.ts";

const REGISTRY = Symbol.for("countersign.kinds-by-digest");
type Registry = typeof globalThis & { [REGISTRY]?: Map<string, Kind> };

/**
 * The kind whose stored bytes have this digest (hex). Throws `FaultError` (`integrity-failed`) where they are
 * missing, do not hash to it or no longer parse: a packet without its kind must not be acted on.
 */
export async function kindByDigest(tx: Tx, digest: string): Promise<Kind> {
  const registry: Registry = globalThis;
  registry[REGISTRY] ??= new Map();
  const known = registry[REGISTRY].get(digest);
  if (known !== undefined) return known;
  const row = await tx.kindDefinition.findUnique({ where: { digest } });
  if (row === null) throw new FaultError("integrity-failed", { cause: `kind ${digest} is not stored` });
  if (digestOf(row.bytes) !== digest) {
    throw new FaultError("integrity-failed", { cause: `stored kind ${row.key} does not hash to ${digest}` });
  }
  const parsed = parseStoredKind(new TextDecoder().decode(row.bytes), row.key);
  if (!parsed.ok) throw new FaultError("integrity-failed", { cause: parsed.error });
  registry[REGISTRY].set(digest, parsed.value);
  return parsed.value;
}

/** Keeps a kind's bytes at its first use. Doing it again changes nothing. */
export async function keepKind(
  tx: Tx,
  kind: { readonly key: string; readonly digest: string; readonly bytes: Uint8Array },
): Promise<void> {
  await tx.kindDefinition.createMany({
    data: [{ key: kind.key, digest: kind.digest, bytes: new Uint8Array(kind.bytes) }],
    skipDuplicates: true,
  });
}
