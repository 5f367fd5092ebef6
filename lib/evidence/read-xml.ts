import { SaxesParser, type SaxesTagNS } from "saxes";
import { err, ok, type Result } from "../kernel/result.ts";
import { MAX_XML_ATTRIBUTES, MAX_XML_DEPTH } from "./limits.ts";

/** Why XML is not read, and the line where that shows. */
export interface XmlFault {
  readonly reason: "not-xml" | "doctype-refused" | "too-deep" | "unexpected-shape";
  readonly line: number;
}

/** An element as it opens. `name` is its local name; attributes go by local name, those of `xmlns` left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The line on which its start tag begins and the line on which the tag ends. */
  readonly line: number;
  readonly tagEndLine: number;
}

/** What a reader of XML is told, in document order. `close` gives the line on which the element ends. */
export interface XmlReader {
  open(element: XmlElement, depth: number): void;
  text(text: string): void;
  close(name: string, line: number): void;
}

class Fault extends Error {
  readonly reason: XmlFault["reason"];
  constructor(reason: XmlFault["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Reads well-formed XML with namespaces to its end. A DOCTYPE of any sort is refused before anything in it is
 * looked at, so that no entity is ever defined, fetched or expanded; depth and attributes are bounded.
 */
export function readXml(text: string, reader: XmlReader): Result<null, XmlFault> {
  const parser = new SaxesParser({ xmlns: true, position: true });
  wire(parser, reader, text);
  try {
    parser.write(text).close();
    return ok(null);
  } catch (fault) {
    if (fault instanceof Fault) return err({ reason: fault.reason, line: parser.line });
    throw fault;
  }
}

type Parser = SaxesParser<{ xmlns: true; position: true }>;

/** The parser has read one character past the tag's name; where that ends a line, the tag began on the one before. */
function startLineOf(parser: Parser, text: string): number {
  const read = text.charCodeAt(parser.position - 1);
  return read === 10 || read === 13 ? parser.line - 1 : parser.line;
}

function wire(parser: Parser, reader: XmlReader, source: string): void {
  let depth = 0;
  let startLine = 1;
  parser.on("error", () => {
    throw new Fault("not-xml");
  });
  parser.on("doctype", () => {
    throw new Fault("doctype-refused");
  });
  parser.on("opentagstart", () => {
    startLine = startLineOf(parser, source);
    if (++depth > MAX_XML_DEPTH) throw new Fault("too-deep");
  });
  let attributes = 0;
  parser.on("attribute", () => {
    if (++attributes > MAX_XML_ATTRIBUTES) throw new Fault("unexpected-shape");
  });
  parser.on("opentag", (tag) => {
    attributes = 0;
    reader.open(elementOf(tag, startLine, parser.line), depth - 1);
  });
  parser.on("text", (text) => reader.text(text));
  parser.on("cdata", (text) => reader.text(text));
  parser.on("closetag", (tag) => {
    depth--;
    reader.close(tag.local, parser.line);
  });
}

function elementOf(tag: SaxesTagNS, line: number, tagEndLine: number): XmlElement {
  const attributes = new Map<string, string>();
  for (const attribute of Object.values(tag.attributes)) {
    if (attribute.prefix !== "xmlns" && attribute.name !== "xmlns")
      attributes.set(attribute.local, attribute.value);
  }
  return { name: tag.local, attributes, line, tagEndLine };
}
