import type { Digest } from "../kernel/brand.ts";
import { digestOf } from "../kernel/digest.ts";
import { extractAttestation } from "./extract-attestation.ts";
import { extractCycloneDx } from "./extract-cyclonedx.ts";
import { extractJunit } from "./extract-junit.ts";
import { extractRecord } from "./extract-record.ts";
import { extractMarkdown, extractText } from "./extract-text.ts";
import type { Extraction } from "./extraction.ts";
import type { Fact, Problem, StatedTime } from "./fact.ts";
import { EVIDENCE_FORMATS, type EvidenceFormat } from "./format.ts";
import { clip, MAX_EVIDENCE_BYTES } from "./limits.ts";
import { type Recognised, recognise } from "./recognise.ts";
import { recogniseBinary } from "./recognise-binary.ts";
import type { EvidenceView } from "./view.ts";
import { NO_ROWS, type RowWindow } from "./window.ts";

export type EvidenceStatus = "extracted" | "recognised" | "unsupported-version" | "malformed";

/** What is known of a file from its bytes alone; plain data. Signatures are never verified by this. */
export interface EvidenceInspection {
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
  readonly mediaType: string;
  readonly format: EvidenceFormat;
  readonly formatVersion: string | null;
  readonly status: EvidenceStatus;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  readonly statedTimes: readonly StatedTime[];
}

/** What a file's content shows, with the rows of its view that were asked for. */
export interface ReadEvidence {
  readonly format: EvidenceFormat;
  readonly formatVersion: string | null;
  readonly status: EvidenceStatus;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  readonly statedTimes: readonly StatedTime[];
  readonly view: EvidenceView;
}

/**
 * Inspects a file: format from content, facts with the places they were read from, problems, stated times. Pure,
 * bounded in size, depth and output; throws for nothing that bytes can say. Run it off the main thread.
 */
export function inspectEvidence(bytes: Uint8Array): EvidenceInspection {
  const { view: _view, ...read } = readEvidence(bytes, NO_ROWS);
  return {
    digest: digestOf(bytes),
    size: bytes.length,
    mediaType: EVIDENCE_FORMATS[read.format].mediaType,
    ...read,
  };
}

/** Reads a file as `inspectEvidence` does, with the window of its view's rows. */
export function readEvidence(bytes: Uint8Array, window: RowWindow): ReadEvidence {
  if (bytes.length > MAX_EVIDENCE_BYTES) return tooLarge(bytes);
  const recognised = recognise(bytes);
  const { format, fault } = recognised;
  if (fault) {
    return unread(recognised, "malformed", [fault], { kind: "source" });
  }
  const extraction = extract(recognised, window);
  if (extraction) {
    return {
      format,
      ...extraction,
      formatVersion: versionOf(extraction.formatVersion ?? recognised.formatVersion),
    };
  }
  const isText = recognised.content.kind !== "binary";
  const because = `${EVIDENCE_FORMATS[format].title}: recognised, facts are not extracted.`;
  return unread(recognised, "recognised", [], isText ? { kind: "source" } : { kind: "none", because });
}

function versionOf(version: string | null): string | null {
  return version === null ? null : clip(version, 200);
}

function unread(
  { format, formatVersion }: Pick<Recognised, "format" | "formatVersion">,
  status: EvidenceStatus,
  problems: readonly Problem[],
  view: EvidenceView,
): ReadEvidence {
  return {
    format,
    formatVersion: versionOf(formatVersion),
    status,
    facts: [],
    problems,
    statedTimes: [],
    view,
  };
}

function tooLarge(bytes: Uint8Array): ReadEvidence {
  const named = recogniseBinary(bytes.subarray(0, 4096));
  const limit = MAX_EVIDENCE_BYTES / 1024 / 1024;
  const detail = `The file is larger than the ${limit} MiB whose content is read; it is kept by its digest alone.`;
  return unread(
    { format: named?.format ?? "binary", formatVersion: named?.version ?? null },
    "recognised",
    [{ code: "too-large", detail, locator: null }],
    { kind: "none", because: detail },
  );
}

/** The extraction of a format that has one, or null. */
function extract({ format, content }: Recognised, window: RowWindow): Extraction | null {
  if (format === "in-toto" || format === "sigstore-bundle") return extractAttestation(content, window);
  if (content.kind === "json") {
    if (format === "cyclonedx") return extractCycloneDx(content.value, window);
    return format === "json" ? extractRecord(content) : null;
  }
  if (content.kind !== "text") return null;
  if (format === "junit") return extractJunit(content.text, window);
  if (format === "markdown") return extractMarkdown(content.text);
  return format === "text" ? extractText(content.text) : null;
}
