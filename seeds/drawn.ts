// `node scripts/seeds.mjs --drawn`: each kind beside its seed's drawing, without a database.

import path from "node:path";
import { type Catalogue, readCatalogue } from "../lib/catalogue/catalogue.ts";
import type { Kind } from "../lib/kinds/kind.schema.ts";
import { differences } from "./drawing.ts";
import { type SeedSystem, seedSystems } from "./fixtures.ts";

/** The kind that a system became; null where there is none. */
export function kindOf(kinds: readonly Kind[], system: SeedSystem): Kind | null {
  return (
    kinds.find(
      ({ seed }) =>
        seed !== null &&
        seed.document === system.document &&
        (system.no === null ? seed.id === system.id : seed.no === system.no),
    ) ?? null
  );
}

/** The kinds of this clone, and no folder of one's own. */
export function cloneKinds(): Promise<Catalogue> {
  return readCatalogue([path.join(process.cwd(), "kinds")]);
}

/** Prints each system with what its kind draws otherwise; the number of systems that are not as drawn. */
export async function printDrawn(
  only: readonly number[] | null,
  say: (line: string) => void,
): Promise<number> {
  const { kinds, faults } = await cloneKinds();
  for (const fault of faults) say(`${fault.file}:${fault.line} ${fault.path}: ${fault.says}`);
  let wrong = 0;
  for (const system of seedSystems()) {
    if (only !== null && (system.no === null || !only.includes(system.no))) continue;
    const kind = kindOf(
      kinds.map((entry) => entry.kind),
      system,
    );
    const found = kind && system.drawing ? differences(kind, system.drawing) : [];
    if (!kind || found.length > 0) wrong += 1;
    say(
      `${system.no ?? system.document} ${kind?.key ?? system.id} ${kind ? (found.length === 0 ? "as drawn" : "") : "no kind"}`,
    );
    for (const line of found) say(`    ${line}`);
  }
  return wrong;
}
