import * as Y from "yjs";
import { BODY } from "../layout.ts";

function linesOf(node: unknown): string {
  if (node instanceof Y.XmlText) {
    return (node.toDelta() as { insert: unknown }[])
      .map((run) => (typeof run.insert === "string" ? run.insert : ""))
      .join("");
  }
  if (!(node instanceof Y.XmlElement)) return "";
  if (node.nodeName === "hardBreak") return "\n";
  const inner = node.toArray().map(linesOf).join("");
  return ["paragraph", "heading", "codeBlock"].includes(node.nodeName) ? `${inner}\n\n` : inner;
}

/** The document as plain text, section by section: what a person keeps when a change of theirs was not taken. */
export function plainText(doc: Y.Doc): string {
  const sections = doc.getXmlFragment(BODY).toArray();
  return sections
    .map((section) => {
      const title = section instanceof Y.XmlElement ? String(section.getAttribute("title") ?? "") : "";
      return `${title}\n\n${linesOf(section)}`;
    })
    .join("\n")
    .trim();
}
