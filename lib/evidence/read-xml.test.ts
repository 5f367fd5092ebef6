import { describe, expect, it } from "vitest";
import { readJunit } from "./read-junit.ts";
import { readXml, type XmlElement } from "./read-xml.ts";

function elementsOf(text: string): { read: ReturnType<typeof readXml>; elements: readonly XmlElement[] } {
  const elements: XmlElement[] = [];
  const read = readXml(text, { open: (element) => elements.push(element), text() {}, close() {} });
  return { read, elements };
}

describe("the XML reader", () => {
  it("[EV7] refuses a DOCTYPE by itself, wherever it may stand, and opens nothing after it", () => {
    const hidden = `<!--${" x".repeat(50_000)}-->\n<!DOCTYPE a [<!ENTITY e "boom">]><a>&e;</a>`;
    for (const text of [hidden, "<!DOCTYPE a><a/>", '<?xml version="1.0"?><!DOCTYPE a SYSTEM "x"><a/>']) {
      const { read, elements } = elementsOf(text);
      expect(read).toMatchObject({ ok: false, error: { reason: "doctype-refused" } });
      expect(elements).toEqual([]);
    }
    expect(readJunit(hidden, { onCase() {}, onSuite() {} }).ok).toBe(false);
  });

  it("[EV10] knows the line on which a tag begins, whatever follows its name", () => {
    const { elements } = elementsOf('<a>\n<b\n x="1"/><c/>\r\n<d\r\n/>\r<e y="2"\r/></a>');
    expect(elements.map(({ name, line, tagEndLine }) => [name, line, tagEndLine])).toEqual([
      ["a", 1, 1],
      ["b", 2, 3],
      ["c", 3, 3],
      ["d", 4, 5],
      ["e", 6, 7],
    ]);
  });

  it("[EV4] says what is not well formed, and where", () => {
    for (const text of [
      "",
      "<a>",
      "<a></b>",
      "<a/><b/>",
      '<a x="1" x="2"/>',
      "<a>\n&e;</a>",
      "<p:a/>",
      "<a>\u0001</a>",
    ]) {
      expect(elementsOf(text).read, text).toMatchObject({ ok: false, error: { reason: "not-xml" } });
    }
    expect(elementsOf("<a>\n\n&e;</a>").read).toMatchObject({ ok: false, error: { line: 3 } });
  });

  it("names attributes by their local names and leaves namespaces out", () => {
    const { elements } = elementsOf('<p:a xmlns:p="urn:x" xmlns="urn:y" p:k="1" j="2"/>');
    expect(elements[0]?.name).toBe("a");
    expect([...(elements[0]?.attributes ?? [])]).toEqual([
      ["k", "1"],
      ["j", "2"],
    ]);
  });
});
