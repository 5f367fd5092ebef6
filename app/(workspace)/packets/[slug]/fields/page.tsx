import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { FieldsPage } from "@/components/fields/fields-page";
import { FillFields } from "@/components/fields/fill-fields";
import { PageFrame } from "@/components/shell/page-frame";
import { loadFields } from "@/lib/queries/load-fields";
import { PacketPage } from "../packet-page";
import { fillAction, resolveFieldAction, withholdFieldAction } from "./actions";

export const metadata: Metadata = { title: "Fields" };

/** The fields of a packet: each value with the exact place that says it, and what evidence could not settle. */
export default async function PacketFieldsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { header, ...view } = await read((actor) => loadFields(actor, slug));
  return (
    <PacketPage header={header}>
      <PageFrame
        title="Fields"
        width="broad"
        lead="The staging record: each value with the exact place that says it. What evidence cannot settle stays held in sight, and the packet stops at staging."
        acts={
          view.maySettle && view.fields.length > 0 ? (
            <FillFields action={fillAction} packetId={view.packetId} />
          ) : null
        }
      >
        <FieldsPage
          view={view}
          slug={slug}
          actions={{ resolve: resolveFieldAction, withhold: withholdFieldAction }}
        />
      </PageFrame>
    </PacketPage>
  );
}
