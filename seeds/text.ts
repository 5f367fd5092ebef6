// Text of the body, as an editor would have written it.

import { randomUUID } from "node:crypto";
import * as Y from "yjs";
import type { Actor } from "../lib/auth/actor.ts";
import { BODY } from "../lib/collab/layout.ts";
import { database, transaction } from "../lib/db/client.ts";
import { appendUpdates, findDocument, readAuthority } from "../lib/db/document-log.ts";
import { loadDocument } from "../lib/db/document-store.ts";
import type { Stage } from "./stage.ts";

/** Writes a paragraph at the end of a section; by the clerk, unless somebody else is named. */
export async function addParagraph(
  stage: Stage,
  section: string,
  text: string,
  actor?: Actor,
): Promise<void> {
  await edit(stage, actor ?? stage.world.clerk, section, (element) => {
    const block = paragraph();
    block.insert(0, [new Y.XmlText(text)]);
    element.push([block]);
  });
}

/** Takes all text out of a section. */
export async function clearSection(stage: Stage, section: string): Promise<void> {
  await edit(stage, stage.world.clerk, section, (element) => {
    element.delete(0, element.length);
    element.push([paragraph()]);
  });
}

function paragraph(): Y.XmlElement {
  const block = new Y.XmlElement("paragraph");
  block.setAttribute("id", randomUUID());
  return block;
}

async function edit(
  { documentId }: Stage,
  actor: Actor,
  section: string,
  change: (element: Y.XmlElement) => void,
): Promise<void> {
  const document = await findDocument(documentId);
  const authority = await readAuthority(documentId, actor.id);
  if (!document || authority === null) throw new Error(`${actor.name} may not write here`);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await transaction((tx) => loadDocument(tx, documentId)));
  const { headSeq } = await database().document.findUniqueOrThrow({ where: { id: documentId } });
  const before = Y.encodeStateVector(doc);
  const sections = doc.getXmlFragment(BODY).toArray() as Y.XmlElement[];
  const element = sections.find((one) => one.getAttribute("key") === section);
  if (!element) throw new Error(`no section ${section}`);
  change(element);
  const bytes = Y.encodeStateAsUpdate(doc, before);
  const done = await appendUpdates(
    document,
    headSeq,
    [{ accountId: actor.id, authority }],
    [{ accountId: actor.id, bytes }],
  );
  if (done.outcome !== "appended") throw new Error(`the text was not kept: ${done.outcome}`);
}
