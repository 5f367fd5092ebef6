// Writes the demo's text the way an editor would: updates of a document under a leased client id, by its author.
import { randomInt, randomUUID } from "node:crypto";
import { toBase64 as base64OfBytes, encodeAny } from "lib0/buffer";
import { digest as sha256 } from "lib0/hash/sha256";
import * as Y from "yjs";
import type { Actor } from "../../lib/auth/actor.ts";
import { BODY } from "../../lib/collab/layout.ts";
import { database, transaction } from "../../lib/db/client.ts";
import { appendUpdates, findDocument, readAuthority } from "../../lib/db/document-log.ts";
import { loadDocument } from "../../lib/db/document-store.ts";
import { toBase64 } from "../../lib/kernel/bytes.ts";

/** A run of text, and the claim that it is, where it is one. */
interface Run {
  readonly text: string;
  readonly claimId: string | null;
}

/** Where the quote of a claim or objection stands: as the editor anchors it. */
export interface SeededAnchor {
  readonly blockId: string;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly relStart: string;
  readonly relEnd: string;
}

/**
 * Fills the sections of a document and returns its state. `claimIds` gives the row of each mark `[C2]…[/C2]`; a mark
 * without a row is written as plain text.
 */
export async function writeText(
  actor: Actor,
  documentId: string,
  text: Readonly<Record<string, readonly string[]>>,
  claimIds: ReadonlyMap<string, string>,
): Promise<Y.Doc> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await transaction((tx) => loadDocument(tx, documentId)));
  doc.clientID = await lease(actor, documentId);
  const before = Y.encodeStateVector(doc);
  doc.transact(() => {
    for (const section of doc.getXmlFragment(BODY).toArray() as Y.XmlElement[]) {
      fill(section, text[section.getAttribute("key") ?? ""] ?? [], claimIds);
    }
  });
  await append(actor, documentId, Y.encodeStateAsUpdate(doc, before));
  return doc;
}

async function lease(actor: Actor, documentId: string): Promise<number> {
  const clientId = randomInt(2 ** 20, 2 ** 31);
  await database().clientLease.create({
    data: { documentId, clientId: BigInt(clientId), accountId: actor.id },
  });
  return clientId;
}

async function append(actor: Actor, documentId: string, bytes: Uint8Array): Promise<void> {
  const document = await findDocument(documentId);
  const authority = await readAuthority(documentId, actor.id);
  if (!document || authority === null) throw new Error("the demo's author may not write here");
  const head = await database().document.findUniqueOrThrow({
    where: { id: documentId },
    select: { headSeq: true },
  });
  const outcome = await appendUpdates(
    document,
    head.headSeq,
    [{ accountId: actor.id, authority }],
    [{ accountId: actor.id, bytes }],
  );
  if (outcome.outcome !== "appended") throw new Error(`the demo's text was not kept: ${outcome.outcome}`);
}

function fill(section: Y.XmlElement, lines: readonly string[], claimIds: ReadonlyMap<string, string>): void {
  const paragraphs = lines.filter((line) => !line.startsWith("- "));
  const items = lines.filter((line) => line.startsWith("- ")).map((line) => line.slice(2));
  const first = section.get(0) as Y.XmlElement;
  paragraphs.forEach((line, i) => {
    const paragraph = i === 0 ? first : block("paragraph");
    if (i > 0) section.push([paragraph]);
    type(paragraph, runsOf(line, claimIds));
  });
  if (items.length === 0) return;
  const list = block("bulletList");
  section.push([list]);
  for (const item of items) {
    const element = new Y.XmlElement("listItem");
    list.push([element]);
    const paragraph = block("paragraph");
    element.push([paragraph]);
    type(paragraph, runsOf(item, claimIds));
  }
}

function block(name: string): Y.XmlElement {
  const element = new Y.XmlElement(name);
  element.setAttribute("id", randomUUID());
  return element;
}

function type(paragraph: Y.XmlElement, runs: readonly Run[]): void {
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  let at = 0;
  for (const run of runs) {
    text.insert(at, run.text, run.claimId ? { [markName(run.claimId)]: { id: run.claimId } } : {});
    at += run.text.length;
  }
}

/** The name under which the editor's binding stores a mark that may overlap others of its sort. */
function markName(claimId: string): string {
  const hash = sha256(encodeAny({ type: "claim", attrs: { id: claimId } }));
  for (let i = 6; i < hash.length; i++) hash[i % 6] = (hash[i % 6] ?? 0) ^ (hash[i] ?? 0);
  return `claim--${base64OfBytes(hash.slice(0, 6))}`;
}

/** Splits `a [C2]b[/C2] c` into runs. */
export function runsOf(line: string, claimIds: ReadonlyMap<string, string>): readonly Run[] {
  return line
    .split(/(\[C\d+\].*?\[\/C\d+\])/)
    .filter((part) => part !== "")
    .map((part) => {
      const mark = /^\[(C\d+)\](.*)\[\/C\d+\]$/.exec(part);
      return { text: mark?.[2] ?? part, claimId: mark?.[1] ? (claimIds.get(mark[1]) ?? null) : null };
    });
}

/** The anchor of the first place where a quote stands in a section. Throws where it does not. */
export function anchorOf(doc: Y.Doc, sectionKey: string, quote: string): SeededAnchor {
  const section = (doc.getXmlFragment(BODY).toArray() as Y.XmlElement[]).find(
    (element) => element.getAttribute("key") === sectionKey,
  );
  for (const element of section?.createTreeWalker((node) => node instanceof Y.XmlText) ?? []) {
    const text = element as unknown as Y.XmlText;
    const words = (text.toDelta() as { insert: string }[]).map((run) => run.insert).join("");
    const from = words.indexOf(quote);
    const parent = text.parent as Y.XmlElement;
    if (from >= 0) {
      const to = from + quote.length;
      return {
        blockId: parent.getAttribute("id") ?? "",
        quote,
        prefix: words.slice(Math.max(0, from - 32), from),
        suffix: words.slice(to, to + 32),
        relStart: relative(text, from),
        relEnd: relative(text, to),
      };
    }
  }
  throw new Error(`the demo's text has no “${quote}” in ${sectionKey}`);
}

function relative(text: Y.XmlText, index: number): string {
  return toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index)));
}

/** The words of a mark, without its brackets. Throws where the lines have no such mark. */
export function plainText(lines: readonly string[], mark: string): string {
  for (const line of lines) {
    const found = new RegExp(`\\[${mark}\\](.*?)\\[/${mark}\\]`).exec(line);
    if (found?.[1]) return found[1];
  }
  throw new Error(`no mark ${mark}`);
}
