import {
  CornerDownRight,
  Flag,
  FlagOff,
  type LucideIcon,
  MessageSquareReply,
  Scale,
  ShieldCheck,
} from "lucide-react";
import { type Meaning, MeaningBadge } from "../ui/meaning";

export const OBJECTION_WORDS = [
  "raised",
  "answered",
  "maintained",
  "resolved",
  "withdrawn",
  "accepted-as-residual",
] as const;
export type ObjectionWord = (typeof OBJECTION_WORDS)[number];

const LOOK: Readonly<Record<ObjectionWord, { meaning: Meaning; icon: LucideIcon; word: string }>> = {
  raised: { meaning: "held", icon: Flag, word: "open" },
  answered: { meaning: "waiting", icon: MessageSquareReply, word: "answered" },
  maintained: { meaning: "held", icon: CornerDownRight, word: "maintained" },
  resolved: { meaning: "ok", icon: ShieldCheck, word: "resolved" },
  withdrawn: { meaning: "plain", icon: FlagOff, word: "withdrawn" },
  "accepted-as-residual": { meaning: "waiting", icon: Scale, word: "residual" },
};

/** The state of an objection: icon and word. */
export function ObjectionChip({ state }: { readonly state: ObjectionWord }) {
  const { meaning, icon, word } = LOOK[state];
  return (
    <MeaningBadge meaning={meaning} icon={icon}>
      {word}
    </MeaningBadge>
  );
}

/** True while somebody still has to move: raised, answered or maintained. */
export function isOpenObjection(state: ObjectionWord): boolean {
  return state === "raised" || state === "answered" || state === "maintained";
}
