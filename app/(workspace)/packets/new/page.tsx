import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { GalleryPage } from "@/components/kinds/gallery-page";
import { loadGallery } from "@/lib/queries/load-gallery";

export const metadata: Metadata = { title: "New packet" };

/** The gallery of kinds, for whoever wants to make a packet. */
export default async function NewPacketPage() {
  return <GalleryPage title="New packet" gallery={await read(loadGallery)} />;
}
