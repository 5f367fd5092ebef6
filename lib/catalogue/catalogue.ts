import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Digest } from "../kernel/brand.ts";
import { digestOf } from "../kernel/digest.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import { type KindFault, parseKind } from "../kinds/parse-kind.ts";
import { settings } from "../settings/settings.ts";

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
 * All kinds of the clone's `kinds/<family>/<key>.yaml` and of the folder that KINDS_DIR names, in order of family and
 * title, read once a process. A file with a mistake is left out and its mistakes are in `faults`; the others are served.
 */
export function kindCatalogue(): Promise<Catalogue> {
  const { kindsDir } = settings();
  registry.countersignCatalogue ??= readCatalogue(kindsDir === null ? [KINDS_DIR] : [KINDS_DIR, kindsDir]);
  return registry.countersignCatalogue;
}

/** The clone's own kinds, whatever the settings say. For tools and tests that run without any. */
export function ownKinds(): Promise<Catalogue> {
  return readCatalogue([KINDS_DIR]);
}

/** Makes the next `kindCatalogue()` read the folders again. For tests, which add a kind. */
export function forgetCatalogue(): void {
  delete registry.countersignCatalogue;
}

/** The kind with this key as its file says it today, or null. */
export async function kindByKey(key: string): Promise<CatalogueKind | null> {
  const { kinds } = await kindCatalogue();
  return kinds.find((entry) => entry.kind.key === key) ?? null;
}

/** Reads folders of kinds; see `kindCatalogue`. A key that an earlier file has is a mistake of the later one. */
export async function readCatalogue(folders: readonly string[]): Promise<Catalogue> {
  const kinds: CatalogueKind[] = [];
  const faults: KindFault[] = [];
  for (const folder of folders) {
    const names = await kindFiles(folder);
    if (names === null) faults.push(misplaced(folder, "the folder of kinds cannot be read"));
    for (const name of names ?? []) {
      const read = await readKindFile(folder, name);
      const taken = "kind" in read && kinds.some((other) => other.kind.key === read.kind.key);
      if ("faults" in read) faults.push(...read.faults);
      else if (taken)
        faults.push(misplaced(read.file, `another file has the key "${read.kind.key}" already`));
      else kinds.push(read);
    }
  }
  kinds.sort(
    (a, b) => a.kind.family.localeCompare(b.kind.family) || a.kind.title.localeCompare(b.kind.title),
  );
  return { kinds, faults };
}

async function readKindFile(
  folder: string,
  name: string,
): Promise<CatalogueKind | { readonly faults: readonly KindFault[] }> {
  const file = path.join(path.basename(folder), name);
  const bytes = new Uint8Array(await readFile(path.join(folder, name)));
  const parsed = parseKind(new TextDecoder().decode(bytes), file);
  if (!parsed.ok) return { faults: parsed.error };
  const { family, key } = parsed.value;
  return name === path.join(family, `${key}.yaml`)
    ? { kind: parsed.value, digest: digestOf(bytes), bytes, file }
    : { faults: [misplaced(file, "the file must be <family>/<key>.yaml")] };
}

function misplaced(file: string, says: string): KindFault {
  return { file, line: 1, column: 1, path: "key", says };
}

async function kindFiles(folder: string): Promise<string[] | null> {
  // A folder that is not there must not keep the others from being served.
  const entries = await readdir(folder, { recursive: true }).catch(() => null);
  if (entries === null) return null;
  return entries.filter((entry) => entry.endsWith(".yaml")).sort();
}
