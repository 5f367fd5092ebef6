import { CircleCheck, CircleDashed, EyeOff, type LucideIcon, OctagonPause } from "lucide-react";
import type { FieldState } from "@/lib/fields/field-entry";
import { type Meaning, MeaningBadge } from "../ui/meaning";

const LOOK: Readonly<Record<FieldState, { meaning: Meaning; icon: LucideIcon; word: string }>> = {
  open: { meaning: "waiting", icon: CircleDashed, word: "open" },
  resolved: { meaning: "ok", icon: CircleCheck, word: "stated" },
  held: { meaning: "held", icon: OctagonPause, word: "held" },
  placeholder: { meaning: "restricted", icon: EyeOff, word: "withheld" },
};

/** The state of a field: icon and word; an open field that nobody has to fill is quiet. */
export function FieldStateBadge({
  state,
  blocks,
}: {
  readonly state: FieldState;
  /** Whether it keeps the packet from going on; null where only the state is told. */
  readonly blocks: boolean | null;
}) {
  const { meaning, icon, word } = LOOK[state];
  return (
    <MeaningBadge meaning={state === "open" && !blocks ? "plain" : meaning} icon={icon}>
      {word}
      {state === "held" && blocks !== null ? (blocks ? ", keeps the packet" : ", travels") : ""}
    </MeaningBadge>
  );
}
