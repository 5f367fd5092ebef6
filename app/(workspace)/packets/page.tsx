import type { Metadata } from "next";
import Link from "next/link";
import { read } from "@/app/_acts/read";
import { TurnList } from "@/components/home/turn-list";
import { PageFrame } from "@/components/shell/page-frame";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { loadPackets } from "@/lib/queries/load-packets";

export const metadata: Metadata = { title: "Packets" };

/** Every packet that this reader takes part in. */
export default async function PacketsPage() {
  const packets = await read(loadPackets);
  const make = (
    <Link href="/packets/new" className={buttonClasses("primary")}>
      New packet
    </Link>
  );
  return (
    <PageFrame title="Packets" lead="Every packet that you take part in, newest first." acts={make}>
      <TurnList
        label="Packets"
        turns={packets}
        empty={
          <EmptyState title="No packet yet" act={make}>
            A packet is one governed document with its evidence. People write it together, object to it, and
            one of them approves exactly one revision of it.
          </EmptyState>
        }
      />
    </PageFrame>
  );
}
