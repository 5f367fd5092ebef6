"use client";

import { List, Workflow } from "lucide-react";
import { type ReactNode, useState } from "react";
import { classes } from "../ui/classes";

type View = "by-width" | "picture" | "list";

interface FlowViewsProps {
  readonly picture: ReactNode;
  readonly list: ReactNode;
  /** Beside the toggle: the key to the shapes. */
  readonly legend?: ReactNode;
}

const PICTURE: Readonly<Record<View, string>> = {
  "by-width": "max-sm:hidden",
  picture: "",
  list: "hidden",
};
/** Where the picture shows, a screen reader still has the list. */
const LIST: Readonly<Record<View, string>> = { "by-width": "sm:sr-only", picture: "sr-only", list: "" };

/** A flow as a picture or as a list. Until somebody chooses, a narrow screen has the list. */
export function FlowViews({ picture, list, legend }: FlowViewsProps) {
  const [view, setView] = useState<View>("by-width");
  return (
    <div>
      <div className="no-print mb-3 flex flex-wrap items-center gap-x-5 gap-y-2">
        <fieldset className="flex rounded-md border border-line-strong p-0.5">
          <legend className="sr-only">Show the flow as</legend>
          <Choice
            chosen={view === "picture"}
            byWidth={view === "by-width" ? "sm" : null}
            onChoose={() => setView("picture")}
          >
            <Workflow aria-hidden /> Picture
          </Choice>
          <Choice
            chosen={view === "list"}
            byWidth={view === "by-width" ? "max-sm" : null}
            onChoose={() => setView("list")}
          >
            <List aria-hidden /> List
          </Choice>
        </fieldset>
        <div className={classes("min-w-0", PICTURE[view])}>{legend}</div>
      </div>
      <div className={PICTURE[view]}>{picture}</div>
      <div className={LIST[view]}>{list}</div>
    </div>
  );
}

interface ChoiceProps {
  readonly chosen: boolean;
  /** Chosen by the width of the screen, which only the style sheet knows. */
  readonly byWidth: "sm" | "max-sm" | null;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Choice({ chosen, byWidth, onChoose, children }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={byWidth === null ? chosen : undefined}
      onClick={onChoose}
      className={classes(
        "inline-flex h-7 items-center gap-1.5 rounded-sm px-2.5 text-xs font-medium text-muted hover:text-ink [&_svg]:size-3.5",
        chosen && "bg-sunken text-ink",
        byWidth === "sm" && "sm:bg-sunken sm:text-ink",
        byWidth === "max-sm" && "max-sm:bg-sunken max-sm:text-ink",
      )}
    >
      {children}
    </button>
  );
}
