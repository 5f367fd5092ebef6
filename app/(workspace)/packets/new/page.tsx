import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { KindGallery } from "@/components/kinds/kind-gallery";
import { summariseKind } from "@/components/kinds/kind-summary";
import { PageFrame } from "@/components/shell/page-frame";
import { loadGallery } from "@/lib/queries/load-gallery";

export const metadata: Metadata = { title: "New packet" };

/** The gallery of kinds. */
export default async function NewPacketPage() {
  const { kinds } = await read(loadGallery);
  return (
    <PageFrame
      title="New packet"
      lead="Choose a kind. It brings the sections, the evidence slots, the gates with their checks, and the boundary where the work stops."
    >
      <KindGallery kinds={kinds.map((kind) => summariseKind(kind))} />
    </PageFrame>
  );
}
