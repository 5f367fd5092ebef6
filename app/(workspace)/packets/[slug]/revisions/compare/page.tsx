import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { read } from "@/app/_acts/read";
import { DiffView } from "@/components/revision/diff-view";
import { PageFrame } from "@/components/shell/page-frame";
import { loadPacketHeader } from "@/lib/queries/load-packet-room";
import { loadRevisionDiff } from "@/lib/queries/load-revisions";
import { PacketPage } from "../../packet-page";

export const metadata: Metadata = { title: "What changed" };

interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: Promise<{ from?: string; to?: string }>;
}

function revisionNumber(text: string | undefined): number | null {
  return text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

function named(to: number | null): string {
  return to === null ? "what is written now" : `r${to}`;
}

/** What changed between two revisions, or since one (`to=now`): text, claims, evidence, options, objections and boundary apart. */
export default async function ComparePage({ params, searchParams }: Props) {
  const { slug } = await params;
  const asked = await searchParams;
  const header = await read((actor) => loadPacketHeader(actor, slug));
  const now = asked.to === "now";
  const to = now ? null : (revisionNumber(asked.to) ?? header.revisions[0]?.number ?? notFound());
  const from = revisionNumber(asked.from);
  const page = await read((actor) => loadRevisionDiff(actor, slug, { from, to }));
  return (
    <PacketPage header={header}>
      <PageFrame
        title={page.from ? `From r${page.from} to ${named(page.to)}` : `Everything in ${named(page.to)}`}
        above={
          <Link className="link" href={`/packets/${slug}/revisions`}>
            All revisions
          </Link>
        }
      >
        <DiffView diff={page.diff} />
      </PageFrame>
    </PacketPage>
  );
}
