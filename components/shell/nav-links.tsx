"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classes } from "../ui/classes";

/** The four places of the workspace, in the order of the job. */
export const NAV = [
  { href: "/", title: "Home", prefixes: ["/"] },
  { href: "/packets", title: "Packets", prefixes: ["/packets", "/kinds"] },
  { href: "/lanes", title: "Lanes", prefixes: ["/lanes", "/releases"] },
  { href: "/ledger", title: "Ledger", prefixes: ["/ledger"] },
] as const;

function isHere(path: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) =>
    prefix === "/" ? path === "/" : path === prefix || path.startsWith(`${prefix}/`),
  );
}

/** The links of the top bar; the one that we are in is marked and said. */
export function NavLinks({ className }: { readonly className?: string }) {
  const path = usePathname();
  return (
    <ul className={classes("flex items-center gap-1", className)}>
      {NAV.map((place) => (
        <li key={place.href}>
          <Link
            href={place.href}
            aria-current={isHere(path, place.prefixes) ? "page" : undefined}
            className="block rounded-md px-2 py-1 text-sm text-muted hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink sm:px-2.5"
          >
            {place.title}
          </Link>
        </li>
      ))}
    </ul>
  );
}
