"use client";

import { DropdownMenu } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
  readonly className?: string;
}

/** A menu that opens under its trigger; arrows, type-ahead and Escape work. */
export function Menu({ trigger, children, align = "end", className }: MenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={classes(
            "z-50 min-w-52 rounded-md border border-line bg-raised p-1 shadow-float motion-safe:animate-[rise_100ms_ease-out]",
            className,
          )}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** An item of a menu. With `asChild` its only child (a link) is the item. */
export function MenuItem({ className, ...rest }: ComponentProps<typeof DropdownMenu.Item>) {
  return (
    <DropdownMenu.Item
      className={classes(
        "flex cursor-pointer items-center gap-2 rounded-sm px-2.5 py-1.5 text-sm outline-none",
        "data-disabled:pointer-events-none data-disabled:text-muted data-highlighted:bg-accent-soft data-highlighted:text-ink",
        "[&_svg]:size-4 [&_svg]:text-muted",
        className,
      )}
      {...rest}
    />
  );
}

/** A quiet heading in a menu. */
export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className="eyebrow px-2.5 pb-1 pt-2">{children}</DropdownMenu.Label>;
}

/** A hairline in a menu. */
export function MenuLine() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
