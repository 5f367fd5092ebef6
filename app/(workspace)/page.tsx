import type { Metadata } from "next";
import Link from "next/link";
import { TurnList } from "@/components/home/turn-list";
import { PageFrame, PageSection } from "@/components/shell/page-frame";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { loadHome } from "@/lib/queries/load-home";
import { read } from "../_acts/read";

export const metadata: Metadata = { title: "Home" };

/** Whose turn it is, why, and since when. */
export default async function HomePage() {
  const home = await read(loadHome);
  const make = (
    <Link href="/packets/new" className={buttonClasses("primary")}>
      New packet
    </Link>
  );
  return (
    <PageFrame title="Your turn" lead="What waits for you, why, and since when." acts={make}>
      <TurnList
        label="Your turn"
        turns={home.yours}
        empty={
          <EmptyState title="Nothing waits for you">
            When somebody answers your objection, asks for your approval, or a check holds something of yours,
            it stands here with the one act that ends it. Begin with a new packet, or read what was released.
          </EmptyState>
        }
      />
      <PageSection title="Waiting for others">
        <TurnList
          label="Waiting for others"
          turns={home.others}
          empty={<p className="py-4 text-sm text-muted">You wait for nobody.</p>}
        />
      </PageSection>
      <PageSection title="Recently released">
        <TurnList
          label="Recently released"
          turns={home.released}
          empty={<p className="py-4 text-sm text-muted">Nothing has been released to you or by you yet.</p>}
        />
      </PageSection>
    </PageFrame>
  );
}
