import type { Kind } from "@/lib/kinds/kind.schema";
import type { KindFault } from "@/lib/kinds/parse-kind";
import { PageFrame } from "../shell/page-frame";
import { KindCard } from "./kind-card";
import { KindFaults } from "./kind-faults";
import { type GalleryEntry, KindGallery } from "./kind-gallery";
import { summariseKind } from "./kind-summary";

interface GalleryPageProps {
  readonly gallery: { readonly kinds: readonly Kind[]; readonly faults: readonly KindFault[] };
  readonly title: string;
}

/** The gallery of kinds. Cards are drawn here; only what is searched goes to the browser beside them. */
export function GalleryPage({ gallery, title }: GalleryPageProps) {
  const entries = gallery.kinds.map((kind): GalleryEntry => {
    const { key, title: kindTitle, family, domain, summary, seedNo, roles } = summariseKind(kind);
    return { key, title: kindTitle, family, domain, summary, seedNo, roles, card: <KindCard kind={kind} /> };
  });
  return (
    <PageFrame
      title={title}
      width="broad"
      lead="A kind brings the sections, the evidence slots, the gates with their checks, and the boundary where the work stops."
    >
      <KindFaults faults={gallery.faults} />
      <KindGallery entries={entries} />
    </PageFrame>
  );
}
