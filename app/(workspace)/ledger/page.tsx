import type { Metadata } from "next";
import Link from "next/link";
import { read } from "@/app/_acts/read";
import { LedgerFilter } from "@/components/ledger/ledger-filter";
import { LedgerList } from "@/components/ledger/ledger-list";
import { PageFrame } from "@/components/shell/page-frame";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LEDGER_FAMILIES } from "@/lib/ledger/words";
import { loadLedger } from "@/lib/queries/load-ledger";

export const metadata: Metadata = { title: "Ledger" };

interface Props {
  readonly searchParams: Promise<{ packet?: string; family?: string; before?: string }>;
}

/** What happened, in words, newest first; each entry leads to its proof. */
export default async function LedgerPage({ searchParams }: Props) {
  const asked = await searchParams;
  const family = LEDGER_FAMILIES.find((name) => name === asked.family) ?? null;
  const packet = asked.packet || null;
  const before = /^\d{1,15}$/.test(asked.before ?? "") ? Number(asked.before) : null;
  const page = await read((actor) => loadLedger(actor, { packetSlug: packet, family, before }));
  const next = new URLSearchParams({
    ...(packet ? { packet } : {}),
    ...(family ? { family } : {}),
    before: String(page.nextBefore ?? 0),
  });
  return (
    <PageFrame
      width="reading"
      title="Ledger"
      lead={`Every governed act, written in the same transaction as its effect and never changed after. It holds ${page.size} entries; you see ${page.whole ? "all of them" : "those of your packets"}.`}
    >
      <LedgerFilter packets={page.packets} packet={packet} family={family} />
      {page.rows.length === 0 ? (
        <EmptyState title="No entry here">
          Nothing of this kind has happened yet, or it lies outside the packets that you take part in.
        </EmptyState>
      ) : (
        <LedgerList rows={page.rows} />
      )}
      {page.nextBefore === null ? null : (
        <p className="mt-6">
          <Link href={`/ledger?${next}`} className={buttonClasses()}>
            Earlier entries
          </Link>
        </p>
      )}
    </PageFrame>
  );
}
