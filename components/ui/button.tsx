import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classes } from "./classes";

type Look = "primary" | "quiet" | "plain" | "danger";
type Size = "sm" | "md" | "lg";

const LOOKS: Readonly<Record<Look, string>> = {
  primary: "bg-accent text-accent-ink hover:bg-accent-hover border-transparent",
  quiet: "border-line-strong bg-raised text-ink hover:bg-sunken",
  plain: "border-transparent bg-transparent text-ink-soft hover:bg-sunken hover:text-ink",
  danger: "border-broken-line bg-raised text-broken hover:bg-broken-bg",
};
const SIZES: Readonly<Record<Size, string>> = {
  sm: "h-7 px-2.5 text-xs gap-1.5",
  md: "h-9 px-3.5 text-sm gap-2",
  lg: "h-12 px-6 text-base gap-2.5",
};

/** The look of a button, for what must be another element. */
export function buttonClasses(look: Look = "quiet", size: Size = "md"): string {
  return classes(
    "inline-flex select-none items-center justify-center whitespace-nowrap rounded-md border font-medium",
    "transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-50",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    LOOKS[look],
    SIZES[size],
  );
}

interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: Look;
  readonly size?: Size;
  /** Render the only child (a link) with the look of a button. */
  readonly asChild?: boolean;
}

/** A button. One primary a screen: the next act. */
export function Button({ look = "quiet", size = "md", asChild, className, type, ...rest }: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      className={classes(buttonClasses(look, size), className)}
      {...(asChild ? {} : { type: type ?? "button" })}
      {...rest}
    />
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  /** What it does, in words: its accessible name. */
  readonly label: string;
}

/** A square button with an icon; its label is its name for screen readers and its tooltip. */
export function IconButton({ label, className, type, ...rest }: IconButtonProps) {
  return (
    <button
      type={type ?? "button"}
      aria-label={label}
      title={label}
      className={classes(
        "inline-flex size-8 items-center justify-center rounded-md text-muted transition-colors",
        "hover:bg-sunken hover:text-ink disabled:opacity-50 [&_svg]:size-4",
        className,
      )}
      {...rest}
    />
  );
}
