import {
  Ban,
  CircleCheck,
  CircleSlash,
  Clock,
  type LucideIcon,
  OctagonPause,
  ShieldHalf,
} from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes";

/** The five meanings of the screen and the plain one. Each has a colour, an icon and always a word. */
export type Meaning = "ok" | "waiting" | "held" | "broken" | "restricted" | "plain";

/** The icon that stands for a meaning wherever no closer one is given. */
export const MEANING_ICON: Readonly<Record<Meaning, LucideIcon>> = {
  ok: CircleCheck,
  waiting: Clock,
  held: OctagonPause,
  broken: Ban,
  restricted: ShieldHalf,
  plain: CircleSlash,
};

/** Text colour of a meaning. */
export const MEANING_TEXT: Readonly<Record<Meaning, string>> = {
  ok: "text-ok",
  waiting: "text-waiting",
  held: "text-held",
  broken: "text-broken",
  restricted: "text-restricted",
  plain: "text-muted",
};

const PILL: Readonly<Record<Meaning, string>> = {
  ok: "border-ok-line bg-ok-bg text-ok",
  waiting: "border-waiting-line bg-waiting-bg text-waiting",
  held: "border-held-line bg-held-bg text-held",
  broken: "border-broken-line bg-broken-bg text-broken",
  restricted: "border-restricted-line bg-restricted-bg text-restricted",
  plain: "border-line-strong bg-transparent text-ink-soft",
};

interface BadgeProps {
  readonly meaning: Meaning;
  readonly children: ReactNode;
  readonly icon?: LucideIcon;
  readonly className?: string;
}

/** A small badge: icon and word, coloured by its meaning. */
export function MeaningBadge({ meaning, children, icon, className }: BadgeProps) {
  const Icon = icon ?? MEANING_ICON[meaning];
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-full border px-2 py-px text-xs font-medium",
        PILL[meaning],
        className,
      )}
    >
      <Icon aria-hidden className="size-3 shrink-0" />
      {children}
    </span>
  );
}

/** A line of text with its meaning's icon, without a box. */
export function MeaningText({ meaning, children, icon, className }: BadgeProps) {
  const Icon = icon ?? MEANING_ICON[meaning];
  return (
    <span className={classes("inline-flex items-baseline gap-1.5", MEANING_TEXT[meaning], className)}>
      <Icon aria-hidden className="size-3.5 shrink-0 self-center" />
      <span>{children}</span>
    </span>
  );
}

/** A one-line notice across a page or a part of it, with room for an act at its end. */
export function Notice(props: BadgeProps & { readonly act?: ReactNode; readonly role?: "status" | "alert" }) {
  const Icon = props.icon ?? MEANING_ICON[props.meaning];
  return (
    <div
      role={props.role}
      className={classes(
        "flex flex-wrap items-start gap-x-3 gap-y-1 rounded-md border px-3 py-2 text-sm",
        PILL[props.meaning],
        props.className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">{props.children}</div>
      {props.act}
    </div>
  );
}
