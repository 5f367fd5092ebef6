import type { ReactNode } from "react";
import { WorkspaceMark } from "../shell/workspace-mark";
import { classes } from "../ui/classes";

interface DoorFrameProps {
  readonly title: string;
  readonly lead: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A page outside the workspace: the mark, a title in serif, one sentence, and one thing to do. */
export function DoorFrame({ title, lead, wide, children }: DoorFrameProps) {
  return (
    <main
      className={classes("mx-auto w-full px-5 pb-24 pt-[12dvh] sm:px-8", wide ? "max-w-4xl" : "max-w-md")}
    >
      <p className="flex items-center gap-2 text-sm text-muted">
        <WorkspaceMark size={24} /> Countersign
      </p>
      <h1 className="title mt-6 text-3xl">{title}</h1>
      <p className="measure mb-8 mt-2 text-muted">{lead}</p>
      {children}
    </main>
  );
}
