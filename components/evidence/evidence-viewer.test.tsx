import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { readEvidence } from "@/lib/evidence/inspect";
import { resolveLocator } from "@/lib/evidence/resolve";
import { sourceText } from "@/lib/evidence/source-text";
import { utf8 } from "@/lib/kernel/bytes";
import { EvidenceViewer } from "./evidence-viewer";
import { RowTable } from "./row-table";
import { locatorOfRange } from "./text-selection";

const ROOT = join(import.meta.dirname, "../../test/fixtures/evidence");

function fixture(file: string): Uint8Array {
  return new Uint8Array(readFileSync(join(ROOT, file)));
}

function show(bytes: Uint8Array, locator?: Parameters<typeof resolveLocator>[2]): string {
  const evidence = readEvidence(bytes, { from: 0, limit: 500 });
  const resolved = locator ? resolveLocator(bytes, evidence.format, locator) : null;
  const at = locator && resolved?.ok ? { locator, where: resolved.value.where } : null;
  return renderToStaticMarkup(
    <EvidenceViewer
      evidence={evidence}
      text={sourceText(bytes, 1, 1000)}
      at={at}
      onSelectLocator={() => undefined}
      onShow={() => undefined}
    />,
  );
}

describe("the viewer", () => {
  it("[EV11] shows declared and counted side by side and says that they differ", () => {
    const html = show(fixture("junit/flaky-rerun-surefire.xml"));
    expect(html).toContain("they differ");
    expect(html).toContain("passed, flaky");
    expect(html).toContain("declares 2 failures; 0 stand in it");
  });

  it("[EV19] never shows a signature as verified", () => {
    const html = show(fixture("intoto-provenance/packet-MODULE-wrong-signer.bazel.intoto.jsonl"));
    expect(html).toContain("1 signature, unverified");
    expect(html).toContain("Build time: not stated.");
    expect(html.replaceAll("unverified", "")).not.toContain("verified");
  });

  it("[EV3] says honestly of a file that it is recognised and not read", () => {
    const html = show(fixture("spdx/hello-source-2.3.spdx.json"));
    expect(html).toContain("SPDX document 2.3: facts are not extracted");
  });

  it("[EV5] shows markup as text and never as markup", () => {
    const html = show(utf8('<!doctype html><script>alert("x")</script>'));
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("<script>");
  });

  it("[EV20] opens at the very words, in the payload's own coordinates", () => {
    const html = show(fixture("intoto-provenance/packet-MODULE.bazel.intoto.jsonl"), {
      kind: "payload-pointer",
      at: "/dsseEnvelope/payload",
      pointer: "/subject/0/name",
    });
    expect(html).toMatch(/<mark[^>]*>&quot;MODULE\.bazel&quot;<\/mark>/);
  });

  it("[EV20] marks the row of a test that is asked for", () => {
    const html = show(fixture("junit/packet-alpine-310.junit.xml"), {
      kind: "junit-case",
      suite: "testdata/fixtures/images/alpine-310.tar.gz (alpine 3.10.2)",
      className: "libssl1.1-1.1.1c-r0",
      name: "[MEDIUM] CVE-2019-1549",
      occurrence: 0,
    });
    expect(html.match(/aria-current="location"/g)?.length).toBe(1);
  });

  it("shows a table of any length with a caption and no more rows than are in sight", () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => i);
    const html = renderToStaticMarkup(
      <RowTable
        caption="Numbers"
        rows={rows}
        rowKey={String}
        columns={[{ key: "n", title: "Number", cell: (n: number) => n }]}
      />,
    );
    expect(html).toContain('<caption class="sr-only">Numbers</caption>');
    expect(html).toContain('aria-rowcount="10001"');
    expect(html.match(/<tr/g)?.length).toBeLessThan(60);
  });
});

describe("selecting text", () => {
  const bytes = utf8("one two\r\nthe key is safe, the key is safe\r\nend");
  const text = sourceText(bytes, 1, 10) ?? { firstLine: 1, lines: [], totalLines: 0 };

  it("[EV21] words in a line become a quote that resolves to that very place", () => {
    const selected = locatorOfRange(text, { line: 2, column: 17 }, { line: 2, column: 32 });
    expect(selected?.excerpt).toBe("the key is safe");
    const resolved = selected ? resolveLocator(bytes, "text", selected.locator) : null;
    expect(resolved).toMatchObject({ ok: true, value: { where: { startLine: 2, startColumn: 18 } } });
  });

  it("[EV20] words over several lines become whole lines, whatever ends them", () => {
    const selected = locatorOfRange(text, { line: 1, column: 4 }, { line: 3, column: 0 });
    expect(selected?.locator).toEqual({ kind: "line-range", start: 1, end: 2 });
    expect(selected && resolveLocator(bytes, "text", selected.locator).ok).toBe(true);
    expect(locatorOfRange(text, { line: 1, column: 3 }, { line: 1, column: 4 })).toBeNull();
    expect(locatorOfRange(text, { line: 9, column: 0 }, { line: 9, column: 2 })).toBeNull();
  });
});
