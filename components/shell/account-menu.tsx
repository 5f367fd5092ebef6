"use client";

import { KeyRound, LogOut, Settings2, Users } from "lucide-react";
import Link from "next/link";
import { Avatar } from "../ui/avatar";
import { Menu, MenuItem, MenuLabel, MenuLine } from "../ui/menu";
import { ThemeItems } from "./theme-toggle";
import type { Viewer } from "./viewer";

interface AccountMenuProps {
  readonly viewer: Viewer;
  /** Where signing out is confirmed. */
  readonly signOutHref: string;
}

/** Who I am, my passkeys, the theme, and the way out. */
export function AccountMenu({ viewer, signOutHref }: AccountMenuProps) {
  const roles = viewer.workspaceRoles.length > 0 ? viewer.workspaceRoles.join(", ") : "member";
  return (
    <Menu
      className="w-64"
      trigger={
        <button type="button" aria-label={`Account: ${viewer.name}`} className="rounded-full">
          <Avatar id={viewer.id} name={viewer.name} />
        </button>
      }
    >
      <div className="px-2.5 pb-2 pt-1.5">
        <p className="text-sm font-medium">{viewer.name}</p>
        <p className="truncate text-xs text-muted">{viewer.email}</p>
        <p className="text-xs text-muted">
          {viewer.demoRole ? `Demo seat: ${viewer.demoRole}` : `Workspace role: ${roles}`}
        </p>
      </div>
      <MenuLine />
      <MenuItem asChild>
        <Link href="/profile">
          <KeyRound aria-hidden /> Profile and passkeys
        </Link>
      </MenuItem>
      {viewer.workspaceRoles.includes("admin") ? (
        <>
          <MenuItem asChild>
            <Link href="/admin/accounts">
              <Users aria-hidden /> Accounts
            </Link>
          </MenuItem>
          <MenuItem asChild>
            <Link href="/lanes">
              <Settings2 aria-hidden /> Lanes
            </Link>
          </MenuItem>
        </>
      ) : null}
      <MenuLine />
      <MenuLabel>Theme</MenuLabel>
      <ThemeItems />
      <MenuLine />
      <MenuItem asChild>
        <Link href={signOutHref} prefetch={false}>
          <LogOut aria-hidden /> Sign out
        </Link>
      </MenuItem>
    </Menu>
  );
}
