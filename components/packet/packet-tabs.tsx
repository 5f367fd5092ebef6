"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const TABS = [
  { path: "", title: "Text" },
  { path: "/flow", title: "Flow" },
  { path: "/readiness", title: "Readiness" },
  { path: "/objections", title: "Objections" },
  { path: "/sources", title: "Sources" },
  { path: "/fields", title: "Fields" },
  { path: "/registers", title: "Registers" },
  { path: "/revisions", title: "Revisions" },
  { path: "/people", title: "People and lane" },
] as const;

/** The pages of a packet; the page of fields only where its kind has some. */
export function PacketTabs({ slug, hasFields }: { readonly slug: string; readonly hasFields: boolean }) {
  const path = usePathname();
  const room = `/packets/${slug}`;
  return (
    <nav aria-label="Pages of the packet" className="overflow-x-auto px-2.5 sm:px-3.5">
      <ul className="flex">
        {TABS.filter((tab) => hasFields || tab.path !== "/fields").map((tab) => {
          const href = room + tab.path;
          const here = tab.path === "" ? path === room : path.startsWith(href);
          return (
            <li key={tab.path}>
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className="-mb-px block whitespace-nowrap border-b-2 border-transparent px-2 py-1.5 text-sm text-muted hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
              >
                {tab.title}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
