import type { Metadata } from "next";
import Link from "next/link";
import { read, reader } from "@/app/_acts/read";
import { drawMiniature } from "@/components/flow/draw";
import { FlowMiniature } from "@/components/flow/flow-miniature";
import { summariseKind } from "@/components/kinds/kind-summary";
import { NewPacketForm } from "@/components/packet/new-packet-form";
import { PageFrame } from "@/components/shell/page-frame";
import { ownerTitles, seatChoices } from "@/lib/packet/seat-choices";
import { loadDirectory } from "@/lib/queries/load-directory";
import { loadKind } from "@/lib/queries/load-gallery";
import { createPacketAction } from "./actions";

export const metadata: Metadata = { title: "New packet" };

/** The form of a new packet of one kind. */
export default async function NewPacketOfKindPage({ params }: { params: Promise<{ kind: string }> }) {
  const { id } = await reader();
  const { kind: key } = await params;
  const whole = await read((actor) => loadKind(actor, key));
  const kind = summariseKind(whole);
  const { people, lanes } = await read(loadDirectory);
  return (
    <PageFrame
      width="reading"
      above={
        <Link href="/packets/new" className="link">
          All kinds
        </Link>
      }
      title={kind.title}
      lead={kind.summary}
    >
      <div className="mb-8 border-y border-line py-4">
        <FlowMiniature drawing={drawMiniature(whole)} label={`The flow: ${kind.gates} gates`} />
        <p className="mt-2 text-sm text-muted">
          <Link href={`/kinds/${kind.key}`} className="link">
            Read the whole kind
          </Link>
          {" · "}
          <span className="font-medium text-ink-soft">Stops at: </span>
          {kind.stopBoundary}
        </p>
      </div>
      <NewPacketForm
        kind={kind}
        people={people}
        roles={seatChoices(whole)}
        owners={ownerTitles(whole)}
        lanes={lanes}
        viewerId={id}
        create={createPacketAction}
      />
    </PageFrame>
  );
}
