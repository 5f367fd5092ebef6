// The page `verify.html`: reads two files that are dropped on it, checks them with the same code as the server and
// the command line, and shows the report. Everything from a file is set as text, never as markup.

import type { Trust } from "../../lib/bundle/bundle.schema.ts";
import { groupedDigest, signerWords, VERDICTS, windowWords } from "../../lib/bundle/present-report.ts";
import { readTrust } from "../../lib/bundle/read-bundle.ts";
import type { ReleaseSummary, VerificationReport } from "../../lib/bundle/report.ts";
import { verifyBundle } from "../../lib/bundle/verify-bundle.ts";
import { fingerprintGrid, fingerprintText } from "../../lib/kernel/fingerprint.ts";

const files: { bundle: Uint8Array | null; trust: Uint8Array | null } = { bundle: null, trust: null };

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

function element(tag: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

async function take(which: "bundle" | "trust", file: File): Promise<void> {
  files[which] = new Uint8Array(await file.arrayBuffer());
  byId(`${which}-name`).textContent = `${file.name}, ${file.size.toLocaleString("en")} bytes`;
  byId(`${which}-drop`).classList.add("has");
  show();
}

function show(): void {
  const target = byId("report");
  target.hidden = false;
  target.replaceChildren(...report());
}

function report(): readonly Node[] {
  if (!files.bundle) return [element("p", "hint", "Now the release bundle.")];
  let trust: Trust | null = null;
  if (files.trust) {
    const read = readTrust(files.trust);
    if (!read.ok) return [verdict("failed", "The trust file cannot be used", `${read.error}.`)];
    trust = read.value;
  }
  const started = performance.now();
  const found = verifyBundle(files.bundle, trust);
  return reportNodes(found, performance.now() - started);
}

function verdict(kind: string, title: string, detail: string): HTMLElement {
  return element("div", `verdict ${kind}`, element("strong", "", title), element("p", "", detail));
}

function reportNodes(found: VerificationReport, ms: number): readonly Node[] {
  const [title = "", detail = ""] = VERDICTS[found.verdict].split(": ");
  const wrong = found.findings.filter((finding) => !finding.passed);
  const why = wrong.map((finding) => finding.says).join(" ");
  return [
    verdict(found.verdict, `${title.charAt(0)}${title.slice(1).toLowerCase()}`, sentence(why || detail)),
    ...(found.release ? releaseNodes(found.release) : []),
    ...list("This proves", found.proves),
    ...list("This does not prove", found.doesNotProve),
    element("h2", "", `What was checked, in ${Math.ceil(ms)} ms`),
    element(
      "ul",
      "rules",
      ...[...found.findings]
        .sort((a, b) => Number(a.passed) - Number(b.passed))
        .map(({ rule, passed, says }) =>
          element(
            "li",
            passed ? "" : "bad",
            element("span", "mark", passed ? "✓" : "✗"),
            element("span", "mono", rule),
            element("span", "", says),
          ),
        ),
    ),
  ];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function list(title: string, sentences: readonly string[]): readonly Node[] {
  if (sentences.length === 0) return [];
  return [
    element("h2", "", title),
    element("ul", "said", ...sentences.map((said) => element("li", "", said))),
  ];
}

function releaseNodes(release: ReleaseSummary): readonly Node[] {
  const rows: readonly (readonly [string, string, string?])[] = [
    ["Packet", release.packet],
    ["Revision", `r${release.revisionNumber}`],
    ["Digest", groupedDigest(release.revisionDigest), "mono"],
    ["Manifest", groupedDigest(release.manifestDigest), "mono"],
    ["Lane", release.lane ?? "none"],
    ["Window", windowWords(release, new Date().toISOString())],
    ...release.signers.map((signer) => ["Signed by", signerWords(signer)] as const),
    ...release.heldBack.map(
      (held) => ["Held back", `Annex ${held.number}: ${held.holds}. ${held.because}`] as const,
    ),
    ["Ledger", `${release.ledgerOrigin}, ${release.ledgerSize} leaves`, "mono"],
  ];
  const facts = rows.flatMap(([name, value, style]) => [
    element("dt", "", name),
    element("dd", style ?? "", value),
  ]);
  const tile = element(
    "div",
    "",
    fingerprint(release.revisionDigest),
    element("p", "mono", fingerprintText(release.revisionDigest)),
  );
  const denied = release.deniedActions.map((action) => element("li", "", action));
  return [
    element("h2", "", "What it is"),
    element("div", "facts", tile, element("dl", "", ...facts)),
    element(
      "div",
      "stop",
      element("strong", "", "It stops here. "),
      release.stopBoundary,
      element("ul", "", ...denied),
    ),
  ];
}

function fingerprint(digest: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const grid = fingerprintGrid(digest);
  svg.setAttribute("viewBox", `0 0 ${grid.length} ${grid.length}`);
  svg.setAttribute("class", "tile");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `Fingerprint ${fingerprintText(digest)}`);
  const cells = grid.flatMap((row, y) => row.map((cell, x) => (cell ? `M${x} ${y}h1v1h-1z` : "")));
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", cells.join(""));
  path.setAttribute("fill", "currentColor");
  svg.append(path);
  return svg;
}

function whichOf(file: File, dropped: "bundle" | "trust" | null): "bundle" | "trust" {
  if (dropped) return dropped;
  return /trust/i.test(file.name) ? "trust" : "bundle";
}

for (const which of ["bundle", "trust"] as const) {
  const input = byId(which) as HTMLInputElement;
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) void take(which, file);
  });
}
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const box = event.target instanceof Element ? event.target.closest(".drop") : null;
  const named = box?.id === "trust-drop" ? "trust" : box?.id === "bundle-drop" ? "bundle" : null;
  const dropped = [...(event.dataTransfer?.files ?? [])];
  for (const file of dropped) void take(whichOf(file, dropped.length > 1 ? null : named), file);
});
