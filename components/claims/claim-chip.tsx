import {
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  type LucideIcon,
  TriangleAlert,
  Unplug,
} from "lucide-react";
import type { ClaimStateWord } from "@/lib/packet/views";
import { type Meaning, MeaningBadge } from "../ui/meaning";

export const CLAIM_STATES: readonly ClaimStateWord[] = [
  "untraced",
  "supported",
  "due",
  "drifted",
  "contradicted",
  "unreachable",
];

const LOOK: Readonly<Record<ClaimStateWord, { meaning: Meaning; icon: LucideIcon; says: string }>> = {
  untraced: { meaning: "plain", icon: CircleDashed, says: "No source carries this claim yet." },
  supported: { meaning: "ok", icon: CircleCheck, says: "A source carries this claim." },
  due: { meaning: "waiting", icon: Clock, says: "Its source is due for a look: old, not wrong." },
  drifted: { meaning: "broken", icon: TriangleAlert, says: "Its source has moved since it was traced." },
  contradicted: { meaning: "broken", icon: CircleX, says: "A source says something else." },
  unreachable: { meaning: "plain", icon: Unplug, says: "Its place in the source cannot be found." },
};

/** One sentence that says what a claim's state means. */
export function claimStateSays(state: ClaimStateWord): string {
  return LOOK[state].says;
}

/** The state of a claim: icon and word. */
export function ClaimChip({ state }: { readonly state: ClaimStateWord }) {
  const { meaning, icon } = LOOK[state];
  return (
    <MeaningBadge meaning={meaning} icon={icon}>
      {state}
    </MeaningBadge>
  );
}
