import {
  Archive,
  CircleCheck,
  Eye,
  Hourglass,
  type LucideIcon,
  OctagonPause,
  PenLine,
  Replace,
  Undo2,
} from "lucide-react";
import { type Meaning, MeaningBadge } from "./meaning";

/** Every state that something governed can show. Derived, never stored. */
export const PILL_STATES = [
  "Draft",
  "In review",
  "Held",
  "Awaiting approval",
  "Released",
  "Expired",
  "Superseded",
  "Withdrawn",
] as const;
export type PillState = (typeof PILL_STATES)[number];

const PILLS: Readonly<Record<PillState, { meaning: Meaning; icon: LucideIcon }>> = {
  Draft: { meaning: "plain", icon: PenLine },
  "In review": { meaning: "plain", icon: Eye },
  Held: { meaning: "held", icon: OctagonPause },
  "Awaiting approval": { meaning: "waiting", icon: Hourglass },
  Released: { meaning: "ok", icon: CircleCheck },
  Expired: { meaning: "plain", icon: Archive },
  Superseded: { meaning: "plain", icon: Replace },
  Withdrawn: { meaning: "broken", icon: Undo2 },
};

/** The state of something governed: icon and word. */
export function StatePill({ state }: { readonly state: PillState }) {
  const { meaning, icon } = PILLS[state];
  return (
    <MeaningBadge meaning={meaning} icon={icon}>
      {state}
    </MeaningBadge>
  );
}
