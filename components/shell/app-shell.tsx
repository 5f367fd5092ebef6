import Link from "next/link";
import type { ReactNode } from "react";
import { AccountMenu } from "./account-menu";
import { NavLinks } from "./nav-links";
import { ShellKeys } from "./shell-keys";
import type { PalettePlace, Viewer } from "./viewer";
import { WorkspaceMark } from "./workspace-mark";

interface AppShellProps {
  readonly workspaceName: string;
  readonly viewer: Viewer;
  readonly places: readonly PalettePlace[];
  readonly signOutHref: string;
  readonly children: ReactNode;
}

const PAGES: readonly PalettePlace[] = [
  { href: "/", title: "Home: your turn", group: "Pages" },
  { href: "/packets", title: "Packets", group: "Pages" },
  { href: "/packets/new", title: "New packet", group: "Pages" },
  { href: "/kinds", title: "Kinds", group: "Pages" },
  { href: "/lanes", title: "Lanes", group: "Pages" },
  { href: "/ledger", title: "Ledger", group: "Pages" },
  { href: "/profile", title: "Profile and passkeys", group: "Pages" },
];

/** The frame of every signed-in page: one quiet bar, and the page. */
export function AppShell({ workspaceName, viewer, places, signOutHref, children }: AppShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:left-3 focus:top-3 focus:z-50 focus:rounded-md focus:bg-ink focus:px-3 focus:py-2 focus:text-paper"
      >
        Skip to the page
      </a>
      <header className="no-print sticky top-0 z-30 border-b border-line bg-paper">
        <nav aria-label="Workspace" className="flex h-12 items-center gap-2 px-3 sm:gap-5 sm:px-5">
          <Link href="/" aria-label={`${workspaceName}, home`} className="flex shrink-0 items-center gap-2">
            <WorkspaceMark />
            <span className="title hidden text-lg md:inline">{workspaceName}</span>
          </Link>
          <NavLinks className="min-w-0 flex-1" />
          <ShellKeys places={[...PAGES, ...places]} />
          <AccountMenu viewer={viewer} signOutHref={signOutHref} />
        </nav>
      </header>
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        {children}
      </main>
    </div>
  );
}
