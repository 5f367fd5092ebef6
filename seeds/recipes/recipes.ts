import { BOUNDARY } from "./boundary.ts";
import { CONTENT } from "./content.ts";
import { EVIDENCE } from "./evidence.ts";
import { FIELDS } from "./fields.ts";
import { LEDGER } from "./ledger.ts";
import type { Recipe } from "./recipe.ts";
import { REVISION } from "./revision.ts";

/** The recipe of each check that records decide. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  ...REVISION,
  ...BOUNDARY,
  ...CONTENT,
  ...EVIDENCE,
  ...LEDGER,
  ...FIELDS,
};
