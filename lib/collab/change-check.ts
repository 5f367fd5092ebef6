import * as Y from "yjs";
import { err, ok, type Result } from "../kernel/result.ts";
import { BODY, type SectionSpec } from "./layout.ts";
import { checkElement, checkSections, checkText, type LayoutFault } from "./layout-check.ts";

type AnyType = Y.Transaction["changed"] extends Map<infer T, unknown> ? T : never;

interface Placed {
  readonly _item: Y.Item | null;
}

function isNew(item: Y.Item | null, before: ReadonlyMap<number, number>): boolean {
  return item !== null && item.id.clock >= (before.get(item.id.client) ?? 0);
}

function depthOf(type: Placed): number {
  let depth = 0;
  for (let item = type._item; item; item = (item.parent as Placed)._item) depth++;
  return depth;
}

/** True where the type or anything above it was deleted, so that nobody can see what it holds. */
function isGone(type: Placed): boolean {
  for (let item = type._item; item; item = (item.parent as Placed)._item) {
    if (item.deleted) return true;
  }
  return false;
}

function checkBody(
  body: Y.XmlFragment,
  before: ReadonlyMap<number, number>,
  sections: readonly SectionSpec[],
): LayoutFault | null {
  let wrong = checkSections(body, sections);
  for (const child of body.toArray() as Y.XmlElement[]) {
    if (isNew(child._item, before)) wrong ??= checkElement(child, 1);
  }
  return wrong;
}

function checkType(
  type: AnyType,
  before: ReadonlyMap<number, number>,
  sections: readonly SectionSpec[],
): LayoutFault | null {
  if (type instanceof Y.XmlElement) {
    // A section's own attributes are compared with the kind's.
    if (type.nodeName === "section" && type.doc) {
      const wrong = checkSections(type.doc.getXmlFragment(BODY), sections);
      if (wrong) return wrong;
    }
    return checkElement(type, depthOf(type), (child) => isNew(child._item, before));
  }
  if (type instanceof Y.XmlText) return checkText(type);
  if (type._item === null && type instanceof Y.XmlFragment) return checkBody(type, before, sections);
  return { code: "node", at: "type" };
}

/**
 * Checks what one transaction changed in a document that fitted the layout before it: the same verdict as
 * `validateLayout` on the whole document, at the cost of the change alone.
 */
export function validateChange(
  transaction: Y.Transaction,
  sections: readonly SectionSpec[],
): Result<null, LayoutFault> {
  const { doc, beforeState } = transaction;
  for (const name of doc.share.keys()) if (name !== BODY) return err({ code: "root", at: name.slice(0, 60) });
  for (const type of transaction.changed.keys()) {
    if (isGone(type)) continue;
    const wrong = checkType(type, beforeState, sections);
    if (wrong) return err(wrong);
  }
  return ok(null);
}
