import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { GateBlock } from "@/components/packet/readiness-list";
import { PageFrame } from "@/components/shell/page-frame";
import { RelativeTime } from "@/components/ui/relative-time";
import { loadPacketHeader } from "@/lib/queries/load-packet-room";
import { loadReadiness } from "@/lib/queries/load-readiness";
import { PacketPage } from "../packet-page";

export const metadata: Metadata = { title: "Readiness" };

/** Every check of every gate: what it says, why, and where it is mended. */
export default async function ReadinessPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const [header, readiness] = await Promise.all([
    read((actor) => loadPacketHeader(actor, slug)),
    read((actor) => loadReadiness(actor, slug)),
  ]);
  const { held, passed, total } = readiness;
  return (
    <PacketPage header={header}>
      <PageFrame
        title="Readiness"
        lead={
          <>
            {held === 0
              ? `All ${total} checks that apply pass.`
              : `${held} of ${total} checks hold, ${passed} pass.`}{" "}
            A check is a function of what is written and of the time; nobody overrides one. Judged{" "}
            <RelativeTime at={readiness.judgedAt} />.
          </>
        }
        acts={
          <a className="link text-sm" href={`/api/v1/packets/${readiness.packetId}/gate`}>
            The same as JSON
          </a>
        }
      >
        {readiness.gates.map((gate, i) => (
          <GateBlock key={gate.key} gate={gate} slug={slug} number={i + 1} />
        ))}
      </PageFrame>
    </PacketPage>
  );
}
