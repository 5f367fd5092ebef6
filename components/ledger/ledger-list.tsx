import {
  FileCheck2,
  type LucideIcon,
  MessageSquareWarning,
  Paperclip,
  PenLine,
  Stamp,
  Users,
} from "lucide-react";
import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LedgerRow } from "@/lib/ledger/views";
import type { LedgerFamily } from "@/lib/ledger/words";

const ICONS: Readonly<Record<LedgerFamily, LucideIcon>> = {
  packet: PenLine,
  evidence: Paperclip,
  objections: MessageSquareWarning,
  approval: FileCheck2,
  release: Stamp,
  access: Users,
};

/** Events newest first. Each names who, what, where and when, and links to its proof. */
export function LedgerList({ rows }: { readonly rows: readonly LedgerRow[] }) {
  return (
    <ol className="hairline-rows border-b border-line" aria-label="Ledger entries, newest first">
      {rows.map((row) => (
        <LedgerEntry key={row.index} row={row} />
      ))}
    </ol>
  );
}

/** Who did it; an annex event names nobody. */
function actorWords(row: LedgerRow): string {
  if (row.type === "annex event" && !row.actorName) return "Somebody";
  if (!row.actorName) return "The system";
  return row.onBehalfOfName ? `${row.actorName} on behalf of ${row.onBehalfOfName}` : row.actorName;
}

function LedgerEntry({ row }: { readonly row: LedgerRow }) {
  const Icon = ICONS[row.family];
  return (
    <li className="grid grid-cols-[1.25rem_1fr_auto] gap-x-3 py-3">
      <Icon aria-hidden className="mt-1 size-4 text-muted" />
      <div className="min-w-0">
        <p>
          <span className="font-medium">{actorWords(row)}</span> {row.says}
          {row.packet ? (
            <>
              {" · "}
              <Link href={`/packets/${row.packet.slug}`} className="link">
                {row.packet.title}
              </Link>
            </>
          ) : null}
        </p>
        {row.words.length > 0 ? (
          <dl className="mt-1 space-y-0.5 text-sm text-ink-soft">
            {row.words.map(([name, text]) => (
              <div key={name} className="flex gap-2">
                <dt className="shrink-0 text-muted">{name}</dt>
                <dd className="min-w-0 break-words">{text}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
      <div className="text-right text-sm text-muted">
        <RelativeTime at={row.at} />
        <br />
        <Link href={`/ledger/${row.index}`} className="font-mono text-xs hover:text-ink hover:underline">
          #{row.index}
          <span className="sr-only">, show the proof of this entry</span>
        </Link>
      </div>
    </li>
  );
}
