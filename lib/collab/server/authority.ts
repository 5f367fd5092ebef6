import { accessPacket } from "../../auth/access.ts";
import type { Actor } from "../../auth/actor.ts";
import { type Tx, transaction } from "../../db/client.ts";
import { type DocumentHandle, readAuthority } from "../../db/document-log.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { documentSections, type SectionSpec } from "../layout.ts";
import { modeOf } from "../mode.ts";
import type { Mode } from "../wire.ts";

// Where the collab server asks who may do what. The answer is lib/auth's; this only words it for a socket.

/** What an actor is in a document, and the mark that the appending statement compares. */
export interface Standing {
  readonly mode: Mode;
  readonly authority: string;
  /** Packet role for presence. */
  readonly role: string;
  readonly sections: readonly SectionSpec[];
}

/** A document and the annex it belongs to; null: the body. */
export type ScopedDocument = DocumentHandle & { readonly annexId: string | null };

const ROLE_ORDER = [
  "artifact-owner",
  "release-owner",
  "author",
  "reviewer",
  "required-signer",
  "delegate",
  "observer",
] as const;

/** What the actor may do in the document now, or `not-found`, or `signed-out`. */
export async function judgeStanding(actor: Actor, document: ScopedDocument): Promise<Outcome<Standing>> {
  // Read first: whatever changes after this makes the mark stale, and the append asks again.
  const authority = await readAuthority(document.id, actor.id);
  if (authority === null) return refuse("not-found");
  return transaction((tx) => judgeIn(tx, actor, document, authority));
}

async function judgeIn(
  tx: Tx,
  actor: Actor,
  document: ScopedDocument,
  authority: string,
): Promise<Outcome<Standing>> {
  const at = { annexId: document.annexId, lock: false };
  const open = await accessPacket(tx, actor, document.packetId, "document.open", at);
  if (!open.ok) return open;
  const { packet, kind, roles } = open.value;
  const edit = await accessPacket(tx, actor, document.packetId, "packet.edit-text", at);
  return ok({
    mode: modeOf(packet.state, edit.ok),
    authority,
    role: ROLE_ORDER.find((role) => roles.has(role)) ?? "observer",
    sections: documentSections(kind, document.annexId !== null),
  });
}
