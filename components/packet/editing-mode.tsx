"use client";

import { Eye, Lock, PenLine } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Menu, MenuItem } from "../ui/menu";

export type Mode = "editing" | "viewing";

interface EditingModeProps {
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  readonly mayEdit: boolean;
  readonly frozen: boolean;
  readonly writingForfeits: boolean;
}

const MODES = {
  editing: { title: "Editing", says: "What you type is everybody's text at once.", icon: PenLine },
  viewing: { title: "Viewing", says: "Nothing that you press changes the text.", icon: Eye },
} as const;

/** The modes in one place, each with its one-line consequence. */
export function EditingMode({ mode, onMode, mayEdit, frozen, writingForfeits }: EditingModeProps) {
  const [asking, setAsking] = useState(false);
  if (!mayEdit) return <ReadingNote frozen={frozen} />;
  const choose = (next: Mode) => (next === "editing" && writingForfeits ? setAsking(true) : onMode(next));
  const { title, says, icon: Icon } = MODES[mode];
  return (
    <div className="no-print mb-5 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line pb-3 text-xs text-muted">
      <Menu
        align="start"
        className="w-72"
        trigger={
          <Button size="sm">
            <Icon aria-hidden /> {title}
          </Button>
        }
      >
        {(["editing", "viewing"] as const).map((one) => (
          <MenuItem key={one} onSelect={() => choose(one)}>
            <span>
              {MODES[one].title}
              <span className="block text-xs text-muted">{MODES[one].says}</span>
            </span>
          </MenuItem>
        ))}
      </Menu>
      <span>{says}</span>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="If you write, you cannot approve"
        description="Whoever contributed to a packet cannot approve it. Your first keystroke gives the approval away to a delegate or another release owner."
      >
        <div className="flex gap-2">
          <Button
            look="danger"
            onClick={() => {
              setAsking(false);
              onMode("editing");
            }}
          >
            Write, and leave the approval to somebody else
          </Button>
          <Button look="plain" onClick={() => setAsking(false)}>
            Keep reading
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

function ReadingNote({ frozen }: { readonly frozen: boolean }) {
  const Icon = frozen ? Lock : Eye;
  return (
    <p className="no-print mb-5 flex items-center gap-2 border-b border-line pb-3 text-xs text-muted">
      <Icon aria-hidden className="size-3.5" />
      {frozen
        ? "The text is frozen while approval is pending. Objections, evidence and registers stay open."
        : "You read this text. Select words to object or remark, where your role lets you."}
    </p>
  );
}
