import type { Metadata } from "next";
import Link from "next/link";
import { read } from "@/app/_acts/read";
import { MakeAnnex } from "@/components/annexes/annex-forms";
import { HeldDetail } from "@/components/annexes/held-detail";
import { PageFrame } from "@/components/shell/page-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { loadAnnexes } from "@/lib/queries/load-annex";
import { PacketPage } from "../packet-page";
import { makeAnnexAction } from "./actions";

export const metadata: Metadata = { title: "Annexes" };

/** The restricted parts of a packet: their placeholders, and the way in for the cleared. */
export default async function AnnexesPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const page = await read((actor) => loadAnnexes(actor, slug));
  const slots = page.slots.map((slot) => ({ key: slot.key, title: slot.title, ...slot.placeholder }));
  const people = page.people.map((person) => ({ value: person.id, label: person.name }));
  return (
    <PacketPage header={page.header}>
      <PageFrame
        width="reading"
        title="Annexes"
        lead="A restricted part has its own document, key and clearance list. Everybody sees that it exists, what kind of thing it holds, why, and who may lift it."
        acts={
          page.mayMake ? (
            <MakeAnnex
              packetId={page.header.id}
              slug={slug}
              slots={slots}
              people={people}
              make={makeAnnexAction}
            />
          ) : null
        }
      >
        {page.annexes.length === 0 ? (
          <EmptyState title="Nothing is withheld">This packet has no restricted part.</EmptyState>
        ) : null}
        {page.annexes.map((annex) => (
          <HeldDetail key={annex.number} held={annex}>
            {annex.open ? (
              <p className="mt-3 text-sm">
                <Link className="link" href={`/packets/${slug}/annexes/A${annex.number}`}>
                  Open “{annex.open.title}”
                </Link>
              </p>
            ) : null}
          </HeldDetail>
        ))}
      </PageFrame>
    </PacketPage>
  );
}
