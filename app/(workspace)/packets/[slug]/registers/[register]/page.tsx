import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { read } from "@/app/_acts/read";
import { RegisterTable } from "@/components/registers/register-table";
import { PageFrame } from "@/components/shell/page-frame";
import { loadRegisters } from "@/lib/queries/load-registers";
import { PacketPage } from "../../packet-page";
import { addRowAction, addRowsAction, amendRowAction, retireRowAction } from "../actions";

export const metadata: Metadata = { title: "Register" };

/** With more columns than these a register takes the whole width of the window. */
const MANY_COLUMNS = 7;

/** One register of a packet. */
export default async function RegisterPage({
  params,
}: {
  params: Promise<{ slug: string; register: string }>;
}) {
  const { slug, register: key } = await params;
  const page = await read((actor) => loadRegisters(actor, slug));
  const register = page.registers.find((one) => one.key === key);
  if (!register) notFound();
  return (
    <PacketPage header={page.header}>
      <PageFrame
        title={register.title}
        width={register.columns.length > MANY_COLUMNS ? "room" : "wide"}
        above={
          <nav aria-label="Registers" className="flex flex-wrap gap-x-4 gap-y-1">
            {page.registers.map((one) => (
              <Link
                key={one.key}
                href={`/packets/${slug}/registers/${one.key}`}
                aria-current={one.key === key ? "page" : undefined}
                className="hover:text-ink aria-[current=page]:text-ink"
              >
                {one.title}
              </Link>
            ))}
          </nav>
        }
      >
        <RegisterTable
          register={register}
          packetId={page.header.id}
          slug={slug}
          choices={{
            ...page.choices,
            people: page.people.map((person) => ({ value: person.id, label: person.name })),
          }}
          actions={{
            add: addRowAction,
            addMany: addRowsAction,
            amend: amendRowAction,
            retire: retireRowAction,
          }}
        />
      </PageFrame>
    </PacketPage>
  );
}
