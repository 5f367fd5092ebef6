import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { KindPage } from "@/components/kinds/kind-page";
import { loadKind } from "@/lib/queries/load-gallery";

export const metadata: Metadata = { title: "Kind" };

/** One kind: its flow, what it asks for, and where it stops. */
export default async function KindsKeyPage({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return <KindPage kind={await read((actor) => loadKind(actor, key))} />;
}
