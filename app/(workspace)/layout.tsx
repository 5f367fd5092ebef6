import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { read, shellOutcome } from "../_acts/read";

/** The frame of every signed-in page. Each page asks for itself what its reader may see. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const shell = await read(shellOutcome);
  return (
    <AppShell {...shell} signOutHref="/sign-out">
      {children}
    </AppShell>
  );
}
