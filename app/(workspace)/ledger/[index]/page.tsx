import type { Metadata } from "next";
import Link from "next/link";
import { read } from "@/app/_acts/read";
import { LeafProof } from "@/components/ledger/leaf-proof";
import { LedgerList } from "@/components/ledger/ledger-list";
import { PageFrame } from "@/components/shell/page-frame";
import { loadLeafProof } from "@/lib/queries/load-ledger";

export const metadata: Metadata = { title: "Proof of an entry" };

/** One entry of the ledger with everything that proves it. */
export default async function LeafPage({ params }: { readonly params: Promise<{ index: string }> }) {
  const { index } = await params;
  const proof = await read((actor) => loadLeafProof(actor, /^\d{1,15}$/.test(index) ? Number(index) : -1));
  return (
    <PageFrame
      width="reading"
      above={
        <Link href="/ledger" className="link">
          Ledger
        </Link>
      }
      title={`Entry ${proof.row.index}`}
      lead="What follows proves that this entry stands in the ledger, at this place, exactly so."
    >
      <LedgerList rows={[proof.row]} />
      <div className="mt-10">
        <LeafProof proof={proof} />
      </div>
    </PageFrame>
  );
}
