import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { GalleryPage } from "@/components/kinds/gallery-page";
import { loadGallery } from "@/lib/queries/load-gallery";

export const metadata: Metadata = { title: "New packet" };

interface NewPacketPageProps {
  readonly searchParams: Promise<{ q?: string | string[]; family?: string | string[] }>;
}

/** The gallery of kinds, for whoever wants to make a packet. */
export default async function NewPacketPage({ searchParams }: NewPacketPageProps) {
  return <GalleryPage title="New packet" gallery={await read(loadGallery)} search={await searchParams} />;
}
