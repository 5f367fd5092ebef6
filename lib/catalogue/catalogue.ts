import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Digest } from "../kernel/brand.ts";
import { digestOf } from "../kernel/digest.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { type KindFault, parseKind } from "../kinds/parse-kind.ts";

/** A kind as its file says it, with the exact bytes that a packet made from it will name by digest. */
export interface CatalogueKind {
  readonly kind: Kind;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly file: string;
}

export interface Catalogue {
  readonly kinds: readonly CatalogueKind[];
  readonly faults: readonly KindFault[];
}

const KINDS_DIR = path.join(process.cwd(), "kinds");
const registry = globalThis as { countersignCatalogue?: Promise<Catalogue> };

/**
 * All kinds of `kinds/<family>/<id>.yaml`, in order of family and title, read once a process.
 * A file with a mistake is left out and its mistakes are in `faults`; the others are served.
 */
export function kindCatalogue(): Promise<Catalogue> {
  registry.countersignCatalogue ??= readCatalogue(KINDS_DIR);
  return registry.countersignCatalogue;
}

/** The kind with this key as its file says it today, or null. */
export async function kindByKey(key: string): Promise<CatalogueKind | null> {
  const { kinds } = await kindCatalogue();
  return kinds.find((entry) => entry.kind.key === key) ?? null;
}

/** Reads a folder of kinds; see `kindCatalogue`. */
export async function readCatalogue(folder: string): Promise<Catalogue> {
  const kinds: CatalogueKind[] = [];
  const faults: KindFault[] = [];
  for (const file of await kindFiles(folder)) {
    const bytes = new Uint8Array(await readFile(path.join(folder, file)));
    const parsed = parseKind(new TextDecoder().decode(bytes), path.join("kinds", file));
    const misplaced = parsed.ok && file !== path.join(parsed.value.family, `${parsed.value.key}.yaml`);
    if (!parsed.ok) faults.push(...parsed.error);
    else if (misplaced)
      faults.push({
        file: path.join("kinds", file),
        line: 1,
        column: 1,
        path: "key",
        says: "the file must be <family>/<key>.yaml",
      });
    else kinds.push({ kind: parsed.value, digest: digestOf(bytes), bytes, file });
  }
  kinds.sort(
    (a, b) => a.kind.family.localeCompare(b.kind.family) || a.kind.title.localeCompare(b.kind.title),
  );
  return { kinds, faults };
}

async function kindFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((entry) => entry.endsWith(".yaml")).sort();
}
