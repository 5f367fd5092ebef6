import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { read, reader } from "@/app/_acts/read";
import { Clearances } from "@/components/annexes/annex-forms";
import { AnnexTitle } from "@/components/annexes/annex-title";
import { HeldDetail } from "@/components/annexes/held-detail";
import { Rail } from "@/components/packet/rail";
import { RoomDesk } from "@/components/packet/room-desk";
import { PageFrame } from "@/components/shell/page-frame";
import { DropAnywhere } from "@/components/sources/drop-anywhere";
import { loadAnnex } from "@/lib/queries/load-annex";
import { DESK_ACTIONS } from "../../desk-actions";
import { PacketPage } from "../../packet-page";
import { endClearanceAction, grantClearanceAction } from "../actions";

export const metadata: Metadata = { title: "Annex" };

/** A restricted annex: its room for the cleared, its placeholder for everybody else. */
export default async function AnnexPage({ params }: { params: Promise<{ slug: string; n: string }> }) {
  const { slug, n } = await params;
  const viewer = await reader();
  const number = /^A([1-9]\d{0,4})$/.exec(n)?.[1];
  if (!number) notFound();
  const { header, annex, inside } = await read((actor) => loadAnnex(actor, slug, Number(number)));
  const { open } = annex;
  if (!inside || !open) {
    return (
      <PacketPage header={header}>
        <PageFrame
          width="reading"
          title={`Annex A${annex.number}`}
          lead="You are not cleared for it. Its owner grants clearance."
        >
          <HeldDetail held={annex} />
        </PageFrame>
      </PacketPage>
    );
  }
  const target = { packetId: header.id, annexId: open.id, annexNumber: annex.number, sourceId: null };
  return (
    <PacketPage header={header} presence={<div id="presence" className="contents" />}>
      <RoomDesk
        slug={slug}
        packetId={header.id}
        annexId={open.id}
        document={{
          documentId: open.documentId,
          viewer: { id: viewer.id, name: viewer.name },
          label: open.title,
          sections: [],
          mayEdit: inside.mayEdit,
          frozen: header.frozen,
          writingForfeits: false,
          above: <AnnexTitle number={annex.number} title={open.title} holds={annex.holds} slug={slug} />,
        }}
        claims={inside.claims}
        objections={inside.objections}
        remarks={inside.remarks}
        people={inside.people}
        objectionClasses={inside.objectionClasses}
        may={{ claim: inside.mayEdit, object: inside.mayObject, remark: true }}
        actions={DESK_ACTIONS}
        rail={
          <>
            <Rail slug={slug} sections={[]} registers={[]} sources={inside.sources} annexes={[annex]} />
            {inside.mayAddSource ? (
              <div className="px-5 pb-6">
                <DropAnywhere target={target} />
              </div>
            ) : null}
          </>
        }
        details={
          <div className="px-4 py-4 text-sm">
            <p className="mb-3 text-muted">Owner: {inside.owner.name}</p>
            <Clearances
              packetId={header.id}
              annexId={open.id}
              cleared={inside.cleared}
              people={inside.clearable.map((person) => ({ value: person.id, label: person.name }))}
              mayGrant={inside.mayClear}
              grant={grantClearanceAction}
              end={endClearanceAction}
            />
          </div>
        }
        initialTab="claims"
      />
    </PacketPage>
  );
}
