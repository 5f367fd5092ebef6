import type { KindFault } from "./parse-kind.ts";

/**
 * Faults as a person reads them in a terminal or an editor: `file:line:column`, what was expected, and the line itself
 * with a mark under the place. `text` is the file as it was read.
 */
export function faultsText(faults: readonly KindFault[], text: string): string {
  const lines = text.split(/\r?\n/);
  return faults.map((fault) => faultText(fault, lines[fault.line - 1] ?? "")).join("\n");
}

function faultText({ file, line, column, path, says }: KindFault, source: string): string {
  const where = path === "" ? "" : ` (${path})`;
  const number = String(line);
  const mark = `${" ".repeat(number.length)} | ${source.slice(0, column - 1).replace(/[^\t]/g, " ")}^`;
  return `${file}:${line}:${column}: ${says}${where}\n${number} | ${source}\n${mark}\n`;
}
