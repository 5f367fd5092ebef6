import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { GalleryPage } from "@/components/kinds/gallery-page";
import { loadGallery } from "@/lib/queries/load-gallery";

export const metadata: Metadata = { title: "Kinds" };

/** The gallery of kinds; what is searched and the family stand in the address. */
export default async function KindsPage() {
  return <GalleryPage title="Kinds" gallery={await read(loadGallery)} />;
}
