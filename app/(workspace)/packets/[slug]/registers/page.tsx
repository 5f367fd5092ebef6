import type { Metadata } from "next";
import Link from "next/link";
import { read } from "@/app/_acts/read";
import { PageFrame } from "@/components/shell/page-frame";
import { loadRegisters } from "@/lib/queries/load-registers";
import { PacketPage } from "../packet-page";

export const metadata: Metadata = { title: "Registers" };

/** Every register of a packet, with how much stands in it. */
export default async function RegistersPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const page = await read((actor) => loadRegisters(actor, slug));
  return (
    <PacketPage header={page.header}>
      <PageFrame title="Registers">
        <p className="mb-6 max-w-prose text-muted">
          Tables that the kind gives this packet. Rows are added and amended by the roles that the kind names;
          nothing is deleted, each row keeps its history, and checks read what stands in them.
        </p>
        <ul className="grid gap-x-8 sm:grid-cols-2">
          {page.registers.map((register) => {
            const active = register.rows.filter((row) => row.state === "active").length;
            return (
              <li key={register.key} className="border-b border-line py-3">
                <Link
                  href={`/packets/${slug}/registers/${register.key}`}
                  className="flex items-baseline gap-3 hover:underline"
                >
                  <span className="font-medium">{register.title}</span>
                  <span className="ml-auto text-sm tabular-nums text-muted">
                    {active === 1 ? "1 row" : `${active} rows`}
                  </span>
                </Link>
                <p className="mt-0.5 text-sm text-muted">
                  {register.written
                    ? "Written by the workspace"
                    : register.columns
                        .slice(0, 4)
                        .map((column) => column.title.toLowerCase())
                        .join(", ")}
                </p>
              </li>
            );
          })}
        </ul>
      </PageFrame>
    </PacketPage>
  );
}
