import * as Y from "yjs";
import { isWellFormed } from "../kernel/bytes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { BODY, isAllowedMark, MAX_DEPTH, NODES, type SectionSpec } from "./layout.ts";

/** Why a document does not fit the layout. `at` names the element, mark or attribute; never its text. */
export interface LayoutFault {
  readonly code: "sections" | "node" | "attribute" | "mark" | "text" | "depth" | "root";
  readonly at: string;
}

type Check = LayoutFault | null;
type DocumentNode = Y.XmlElement | Y.XmlText;

function fault(code: LayoutFault["code"], at: string): LayoutFault {
  // Names come from the document: keep what a fault repeats short.
  return { code, at: at.slice(0, 60) };
}

/**
 * U+FFFD is what Yjs leaves of a character that an edit cut in half, and replicas then differ in where they show it.
 * So no text may hold it; editors replace it in what is pasted.
 */
const REFUSED_CHARACTERS = ["\u0000", "\ufffd"];

/** Checks one text: strings only, well formed, no NUL or U+FFFD, known marks, no attributes of its own. */
export function checkText(text: Y.XmlText): Check {
  if (Object.keys(text.getAttributes()).length > 0) return fault("attribute", "text");
  for (const run of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof run.insert !== "string") return fault("node", "embedded");
    const words = run.insert;
    if (REFUSED_CHARACTERS.some((one) => words.includes(one)) || !isWellFormed(words))
      return fault("text", "characters");
    for (const [name, value] of Object.entries(run.attributes ?? {})) {
      if (value !== null && !isAllowedMark(name, value)) return fault("mark", name);
    }
  }
  return null;
}

function checkAttributes(element: Y.XmlElement): Check {
  const spec = NODES[element.nodeName];
  if (!spec || !Object.hasOwn(NODES, element.nodeName)) return fault("node", element.nodeName);
  for (const [name, value] of Object.entries(element.getAttributes() as Record<string, unknown>)) {
    if (value === null || value === undefined) continue;
    if (!Object.hasOwn(spec.attributes, name) || !spec.attributes[name]?.(value)) {
      return fault("attribute", `${element.nodeName}.${name}`);
    }
  }
  return null;
}

/** Checks an element's attributes and the names of its children; goes into the children that `into` picks. */
export function checkElement(
  element: Y.XmlElement,
  depth: number,
  into: (child: DocumentNode) => boolean = () => true,
): Check {
  if (depth > MAX_DEPTH) return fault("depth", element.nodeName);
  const wrong = checkAttributes(element);
  if (wrong) return wrong;
  const spec = NODES[element.nodeName];
  for (const child of element.toArray() as unknown[]) {
    const bad = checkChild(child, spec, depth, into);
    if (bad) return bad;
  }
  return null;
}

function checkChild(
  child: unknown,
  spec: (typeof NODES)[string] | undefined,
  depth: number,
  into: (child: DocumentNode) => boolean,
): Check {
  if (child instanceof Y.XmlElement) {
    if (!spec?.children.includes(child.nodeName)) return fault("node", child.nodeName);
    return into(child) ? checkElement(child, depth + 1, into) : null;
  }
  // XmlText is also a Y.Text; anything else (XmlHook, a string, JSON) is no part of the layout.
  if (!(child instanceof Y.XmlText) || !spec?.text) return fault("node", "content");
  return into(child) ? checkText(child) : null;
}

/** Checks that the body holds exactly the kind's sections, in order, with their titles. */
export function checkSections(body: Y.XmlFragment, sections: readonly SectionSpec[]): Check {
  if ((body as unknown as { _map: Map<string, Y.Item> })._map.size > 0) return fault("root", BODY);
  const children = body.toArray() as unknown[];
  if (children.length !== sections.length) return fault("sections", String(children.length));
  for (const [i, section] of sections.entries()) {
    const child = children[i];
    if (!(child instanceof Y.XmlElement) || child.nodeName !== "section")
      return fault("sections", section.key);
    const { key, title } = child.getAttributes() as { key?: unknown; title?: unknown };
    if (key !== section.key || title !== section.title) return fault("sections", section.key);
  }
  return null;
}

/**
 * Checks a whole document against the layout and its kind's sections.
 * Empty lists and tables pass: two people's deletions may meet in one, and neither did wrong.
 */
export function validateLayout(doc: Y.Doc, sections: readonly SectionSpec[]): Result<null, LayoutFault> {
  for (const name of doc.share.keys()) if (name !== BODY) return err(fault("root", name));
  if (doc.subdocs.size > 0) return err(fault("root", "subdocument"));
  const body = doc.getXmlFragment(BODY);
  let bad = checkSections(body, sections);
  for (const child of body.toArray()) bad ??= checkElement(child as Y.XmlElement, 1);
  return bad ? err(bad) : ok(null);
}
