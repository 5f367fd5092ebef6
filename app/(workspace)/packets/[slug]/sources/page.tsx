import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { PageFrame, PageSection } from "@/components/shell/page-frame";
import { Contradictions } from "@/components/sources/contradictions";
import { DropAnywhere } from "@/components/sources/drop-anywhere";
import { EvidenceSlots } from "@/components/sources/evidence-slots";
import { SourceShelf } from "@/components/sources/source-shelf";
import { Notice } from "@/components/ui/meaning";
import { loadSources } from "@/lib/queries/load-sources";
import { PacketPage } from "../packet-page";

export const metadata: Metadata = { title: "Sources" };

interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: Promise<{ trace?: string }>;
}

/** The shelf of evidence. With `trace` the reader is looking for the place that carries one claim. */
export default async function SourcesPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { trace } = await searchParams;
  const page = await read((actor) => loadSources(actor, slug));
  const target = { packetId: page.header.id, annexId: null, annexNumber: null, sourceId: null };
  return (
    <PacketPage header={page.header}>
      <PageFrame
        title="Sources"
        lead="Each piece of evidence by its digest. Where two disagree, precedence decides and both stay visible."
        acts={page.mayAdd ? <DropAnywhere target={target} /> : null}
      >
        {trace ? (
          <Notice meaning="waiting" className="mb-6">
            Choose the source that carries your claim, then the place in it.
          </Notice>
        ) : null}
        <SourceShelf sources={page.sources} slug={slug} wanted={trace ?? null} />
        {page.slots.length > 0 ? (
          <PageSection title="What this kind asks for">
            <EvidenceSlots slots={page.slots} sources={page.sources} target={target} mayAdd={page.mayAdd} />
          </PageSection>
        ) : null}
        {page.contradictions.length > 0 ? (
          <PageSection title="Where sources disagree">
            <Contradictions contradictions={page.contradictions} slug={slug} />
          </PageSection>
        ) : null}
      </PageFrame>
    </PacketPage>
  );
}
