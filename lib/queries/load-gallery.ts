import "server-only";
import { accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { kindCatalogue } from "../catalogue/catalogue.ts";
import { outcomeTransaction } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import type { Kind } from "../kinds/kind.schema.ts";
import type { KindFault } from "../kinds/parse-kind.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

/** Every kind that can be used, in order of family and title; its mistakes only to administrators. */
export interface GalleryView {
  readonly kinds: readonly Kind[];
  readonly faults: readonly KindFault[];
}

/** Loads the gallery of kinds. */
export async function loadGallery(actor: Actor): Promise<Outcome<GalleryView>> {
  const access = await outcomeTransaction((tx) => accessWorkspace(tx, actor, "kind.read"));
  if (!access.ok) return access;
  const { kinds, faults } = await kindCatalogue();
  return ok({
    kinds: kinds.map((entry) => entry.kind),
    faults: actor.workspaceRoles.includes("admin") ? faults : [],
  });
}

/** Loads one kind by its key. */
export async function loadKind(actor: Actor, key: string): Promise<Outcome<Kind>> {
  const gallery = await loadGallery(actor);
  if (!gallery.ok) return gallery;
  const kind = gallery.value.kinds.find((entry) => entry.key === key);
  return kind ? ok(kind) : refuse("not-found");
}
