import type { Metadata } from "next";
import { reader } from "@/app/_acts/read";
import { KindGallery } from "@/components/kinds/kind-gallery";
import { summariseKind } from "@/components/kinds/kind-summary";
import { PageFrame } from "@/components/shell/page-frame";
import { kindCatalogue } from "@/lib/catalogue/catalogue";

export const metadata: Metadata = { title: "New packet" };

/** The gallery of kinds. */
export default async function NewPacketPage() {
  await reader();
  const { kinds } = await kindCatalogue();
  return (
    <PageFrame
      title="New packet"
      lead="Choose a kind. It brings the sections, the evidence slots, the gates with their checks, and the boundary where the work stops."
    >
      <KindGallery kinds={kinds.map((entry) => summariseKind(entry.kind))} />
    </PageFrame>
  );
}
