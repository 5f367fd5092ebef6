import type { Metadata } from "next";
import Link from "next/link";
import { readOr } from "@/app/_acts/read";
import { PageFrame } from "@/components/shell/page-frame";
import { AttachForm } from "@/components/sources/attach-form";
import { DropAnywhere } from "@/components/sources/drop-anywhere";
import { SourceFacts } from "@/components/sources/source-facts";
import { SourceWorkbench } from "@/components/sources/source-workbench";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/meaning";
import { loadSourceVersion } from "@/lib/queries/load-source-version";
import { REFUSALS } from "@/lib/refusals/refusal";
import { PacketPage } from "../../packet-page";
import { traceClaimAction } from "../actions";

export const metadata: Metadata = { title: "Source" };

interface Props {
  readonly params: Promise<{ slug: string; id: string }>;
  readonly searchParams: Promise<{ v?: string; at?: string; trace?: string; row?: string; line?: string }>;
}

function whole(text: string | undefined): number | null {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** One version of a source as people read it; a place in it can be chosen and traced to a claim. */
export default async function SourcePage({ params, searchParams }: Props) {
  const { slug, id } = await params;
  const { v, at, trace, row, line } = await searchParams;
  const ask = { version: whole(v), at: at ?? null, row: whole(row), line: whole(line) };
  const outcome = await readOr((actor) => loadSourceVersion(actor, slug, id, ask));
  if (!outcome.ok) {
    return (
      <EmptyState title="This source cannot be shown">{REFUSALS[outcome.error.code].message}</EmptyState>
    );
  }
  const { header, source, shown, place, ...page } = outcome.value;
  const target = { packetId: header.id, annexId: null, annexNumber: source.annexNumber, sourceId: source.id };
  return (
    <PacketPage header={header}>
      <PageFrame
        above={
          <Link href={`/packets/${slug}/sources`} className="link">
            All sources
          </Link>
        }
        title={`S${source.number} ${source.name}`}
        acts={page.mayAddVersion ? <DropAnywhere target={target} /> : null}
      >
        <SourceFacts
          slug={slug}
          source={source}
          shown={shown}
          versions={page.versions}
          packetId={header.id}
        />
        {page.mayAddVersion ? (
          <details className="no-print mb-6">
            <summary className="w-fit cursor-pointer text-sm text-accent">
              Add a version with its time
            </summary>
            <div className="mt-3">
              <AttachForm target={target} what={`A new version of S${source.number}`} />
            </div>
          </details>
        ) : null}
        {place && place.where === null ? (
          <Notice meaning="broken" className="my-4">
            The cited place, {place.words}, is not in this version.
          </Notice>
        ) : null}
        <SourceWorkbench
          evidence={{
            ...shown,
            view: page.view,
            facts: page.facts,
            problems: page.problems,
            statedTimes: [],
          }}
          text={page.text}
          place={place?.where ? { at: at ?? "", where: place.where } : null}
          packetId={header.id}
          sourceVersionId={shown.id}
          version={shown.number}
          claims={page.mayTrace ? page.claims : []}
          wanted={trace ?? null}
          trace={traceClaimAction}
        />
      </PageFrame>
    </PacketPage>
  );
}
