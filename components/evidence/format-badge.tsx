import { EVIDENCE_FORMATS, type EvidenceFormat } from "@/lib/evidence/format";
import type { EvidenceStatus } from "@/lib/evidence/inspect";
import { type Meaning, MeaningBadge } from "../ui/meaning";

const STATUS: Readonly<Record<EvidenceStatus, { readonly meaning: Meaning; readonly words: string | null }>> =
  {
    extracted: { meaning: "ok", words: null },
    recognised: { meaning: "plain", words: "facts are not extracted" },
    "unsupported-version": { meaning: "waiting", words: "unsupported version" },
    malformed: { meaning: "broken", words: "malformed" },
  };

interface FormatBadgeProps {
  readonly format: EvidenceFormat;
  readonly formatVersion: string | null;
  readonly status: EvidenceStatus;
}

/** What a file was recognised as and whether it could be read, in words as well as colour. */
export function FormatBadge({ format, formatVersion, status }: FormatBadgeProps) {
  const { meaning, words } = STATUS[status];
  const version = formatVersion && formatVersion.length <= 16 ? ` ${formatVersion}` : "";
  return (
    <MeaningBadge meaning={meaning}>
      <span title={formatVersion ?? undefined}>
        {EVIDENCE_FORMATS[format].title}
        {version}
        {words ? `: ${words}` : ""}
      </span>
    </MeaningBadge>
  );
}
