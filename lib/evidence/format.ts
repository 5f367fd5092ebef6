interface FormatEntry {
  readonly title: string;
  /** The media type that a reader would name; never what a browser is told. */
  readonly mediaType: string;
  /** True where facts are extracted; otherwise the file is recognised and kept. */
  readonly extracts: boolean;
  /** True where a browser could run it: offered as a download only, and no text of it is rendered as markup. */
  readonly neverInline: boolean;
}

function row(title: string, mediaType: string, extracts = false, neverInline = false): FormatEntry {
  return { title, mediaType, extracts, neverInline };
}

/** Every format that evidence is recognised as, from content alone. */
export const EVIDENCE_FORMATS = {
  "in-toto": row("in-toto attestation", "application/vnd.in-toto+json", true),
  "sigstore-bundle": row("Sigstore bundle", "application/vnd.dev.sigstore.bundle+json", true),
  cyclonedx: row("CycloneDX SBOM", "application/vnd.cyclonedx+json", true),
  junit: row("JUnit test report", "application/junit+xml", true),
  markdown: row("Markdown", "text/markdown", true),
  text: row("Plain text", "text/plain", true),
  json: row("JSON", "application/json", true),
  "cyclonedx-xml": row("CycloneDX SBOM (XML)", "application/vnd.cyclonedx+xml"),
  spdx: row("SPDX document", "application/spdx+json"),
  sarif: row("SARIF log", "application/sarif+json"),
  openvex: row("OpenVEX document", "application/openvex+json"),
  csaf: row("CSAF advisory", "application/csaf+json"),
  trivy: row("Trivy report", "application/json"),
  grype: row("Grype report", "application/json"),
  "osv-scanner": row("OSV-Scanner report", "application/json"),
  jsonl: row("JSON lines", "application/jsonl"),
  csv: row("CSV", "text/csv"),
  yaml: row("YAML", "application/yaml"),
  diff: row("Unified diff", "text/x-diff"),
  checksums: row("Checksum file", "text/plain"),
  xml: row("XML", "application/xml", false, true),
  html: row("HTML", "text/html", false, true),
  svg: row("SVG image", "image/svg+xml", false, true),
  pdf: row("PDF", "application/pdf", false, true),
  image: row("Image", "application/octet-stream", false, true),
  zip: row("ZIP archive", "application/zip", false, true),
  archive: row("Compressed archive", "application/octet-stream", false, true),
  executable: row("Executable", "application/octet-stream", false, true),
  binary: row("Binary data", "application/octet-stream", false, true),
} as const satisfies Record<string, FormatEntry>;

export type EvidenceFormat = keyof typeof EVIDENCE_FORMATS;

/** True for the key of a format of the table. */
export function isEvidenceFormat(text: string): text is EvidenceFormat {
  return Object.hasOwn(EVIDENCE_FORMATS, text);
}
