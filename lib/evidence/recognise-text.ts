import type { Named } from "./recognise-json.ts";

const HEAD = 65_536;
const HTML_ROOTS = new Set(
  "html head body script style iframe img a div span p table form meta link object embed base video audio title br h1".split(
    " ",
  ),
);

/** What the beginning of an XML or HTML text says: its first element and whether it has a DOCTYPE. */
export interface MarkupHead {
  readonly root: string;
  readonly namespace: string | null;
  readonly doctype: string | null;
}

/** Reads past declaration, comments and DOCTYPE to the first element, or null where there is none in 64 KiB. */
export function markupHead(text: string): MarkupHead | null {
  const head = text.slice(0, HEAD);
  let at = 0;
  let doctype: string | null = null;
  for (;;) {
    at = skipSpace(head, at);
    if (head.startsWith("<?", at)) at = after(head, "?>", at);
    else if (head.startsWith("<!--", at)) at = after(head, "-->", at);
    else if (/^<!doctype/i.test(head.slice(at, at + 9))) {
      doctype = head.slice(at, at + 200);
      at = afterDoctype(head, at);
    } else break;
    if (at < 0) return doctype === null ? null : { root: "", namespace: null, doctype };
  }
  const tag = /^<([A-Za-z_][\w.:-]{0,100})((?:\s[^>]{0,4000})?)/.exec(head.slice(at, at + 4200));
  if (!tag) return doctype === null ? null : { root: "", namespace: null, doctype };
  const prefix = tag[1]?.includes(":") ? tag[1].split(":")[0] : null;
  const namespace = new RegExp(`\\sxmlns${prefix ? `:${prefix}` : ""}\\s*=\\s*["']([^"']*)["']`).exec(
    tag[2] ?? "",
  );
  return { root: tag[1]?.split(":").at(-1) ?? "", namespace: namespace?.[1] ?? null, doctype };
}

function skipSpace(text: string, at: number): number {
  let i = at;
  while (" \t\r\n".includes(text[i] ?? "x")) i++;
  return i;
}

function after(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  return end < 0 ? -1 : end + mark.length;
}

function afterDoctype(text: string, at: number): number {
  const close = text.indexOf(">", at);
  const subset = text.indexOf("[", at);
  return subset < 0 || close < subset ? (close < 0 ? -1 : close + 1) : after(text, "]>", at);
}

/** The format of a text that begins with markup, or null where it does not. */
export function recogniseMarkup(text: string): (Named & { readonly doctype: boolean }) | null {
  const head = markupHead(text);
  if (!head) return null;
  const root = head.root.toLowerCase();
  if (HTML_ROOTS.has(root) || /^<!doctype\s+html/i.test(head.doctype ?? "")) {
    return { format: "html", version: null, doctype: false };
  }
  const doctype = head.doctype !== null;
  if (root === "svg") return { format: "svg", version: null, doctype };
  if (root === "testsuites" || root === "testsuite") return { format: "junit", version: null, doctype };
  const cyclonedx = /cyclonedx\.org\/schema\/bom\/([\w.]{1,20})$/.exec(head.namespace ?? "");
  if (root === "bom" && cyclonedx) return { format: "cyclonedx-xml", version: cyclonedx[1] ?? null, doctype };
  return head.root === "" && !doctype ? null : { format: "xml", version: null, doctype };
}

/** The format of a text that is neither JSON nor markup; plain text where nothing tells more. */
export function recognisePlainText(text: string): Named {
  const head = text.slice(0, HEAD);
  const lines = head.split(/\r\n|\r|\n/, 400);
  const spdx = /^SPDXVersion:[ \t]*SPDX-([\d.]+)/m.exec(head);
  if (spdx) return { format: "spdx", version: spdx[1] ?? null };
  if (isDiff(lines)) return { format: "diff", version: null };
  if (isChecksums(lines)) return { format: "checksums", version: null };
  if (isMarkdown(lines)) return { format: "markdown", version: null };
  if (isCsv(lines)) return { format: "csv", version: null };
  if (isYaml(lines)) return { format: "yaml", version: null };
  return { format: "text", version: null };
}

function isDiff(lines: readonly string[]): boolean {
  const git = lines.some((line) => /^diff --git \S/.test(line));
  const header = lines.some(
    (line, i) => line.startsWith("--- ") && (lines[i + 1]?.startsWith("+++ ") ?? false),
  );
  const hunk = lines.some((line) => /^@@ -\d+(,\d+)? \+\d+(,\d+)? @@/.test(line));
  return git || (header && hunk);
}

function isChecksums(lines: readonly string[]): boolean {
  const said = lines.filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const digest = /^([0-9a-fA-F]{32,128}[ \t]+\*?\S.*|[A-Z0-9-]{3,12} \(.+\) = [0-9a-fA-F]{32,128})$/;
  return said.length > 0 && said.every((line) => line.length < 1000 && digest.test(line));
}

function isMarkdown(lines: readonly string[]): boolean {
  if (
    lines[0] === "---" &&
    lines.slice(1, 100).includes("---") &&
    lines.some((line) => /^#{1,6} \S/.test(line))
  ) {
    return true;
  }
  let signs = 0;
  let headings = 0;
  for (const line of lines) {
    if (/^#{1,6} \S/.test(line)) headings++;
    if (/^(```|~~~|[-*+] \S|\d{1,3}\. \S|> |\|.+\|)|\]\(\S/.test(line.slice(0, 2000))) signs++;
  }
  // A shell script or a CODEOWNERS file also has lines that begin with "# ".
  const marked = lines.some((line) => /^#{2,6} \S/.test(line)) || signs > 0;
  return headings > 0 && marked && /^(#{1,6} \S|[^#\s])/.test(firstWords(lines));
}

function firstWords(lines: readonly string[]): string {
  return lines.find((line) => line.trim() !== "") ?? "";
}

function isCsv(lines: readonly string[]): boolean {
  const said = lines.filter((line) => line !== "" && !line.startsWith("#")).slice(0, 10);
  const columns = commas(said[0] ?? "");
  const isHeader = /^("?[A-Za-z_][\w .-]{0,80}"?)(,"?[A-Za-z_][\w .-]{0,80}"?)+$/.test(said[0] ?? "");
  return said.length > 1 && columns > 0 && isHeader && said.slice(1).some((line) => commas(line) >= columns);
}

function commas(line: string): number {
  return line.split(",").length - 1;
}

function isYaml(lines: readonly string[]): boolean {
  const said = lines.filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  if (said.length < 2) return false;
  const first = said[0] === "---" ? said[1] : said[0];
  if (!/^("?[A-Za-z_][\w./-]{0,80}"?:(\s|$)|- \S)/.test(first ?? "")) return false;
  const shaped = said.filter((line) => /^\s*(- |-$|"?[\w./-]+"?:(\s|$)|---$)/.test(line)).length;
  return shaped / said.length > 0.6;
}
