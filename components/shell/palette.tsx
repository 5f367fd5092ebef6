"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog as Primitive } from "radix-ui";
import type { PalettePlace } from "./viewer";

interface PaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly places: readonly PalettePlace[];
}

const ITEM =
  "flex cursor-pointer items-center justify-between gap-4 rounded-sm px-3 py-2 text-sm data-[selected=true]:bg-accent-soft";

/** The palette: type, arrow, Enter. Every place of the workspace that this person can see. */
export function Palette({ open, onOpenChange, places }: PaletteProps) {
  const router = useRouter();
  const groups = [...new Set(places.map((place) => place.group))];
  const go = (href: string) => {
    onOpenChange(false);
    router.push(href);
  };
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed left-1/2 top-[12dvh] z-50 w-[min(38rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-float"
        >
          <Primitive.Title className="sr-only">Go anywhere</Primitive.Title>
          <Command label="Go anywhere" loop>
            <Command.Input
              placeholder="Packet, lane, page…"
              className="w-full border-b border-line bg-transparent px-4 py-3.5 text-base outline-none placeholder:text-muted"
            />
            <Command.List className="max-h-[52dvh] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-sm text-muted">Nothing by that name.</Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group}
                  heading={group}
                  className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
                >
                  {places
                    .filter((place) => place.group === group)
                    .map((place) => (
                      <Command.Item
                        key={place.href}
                        value={`${place.title} ${place.hint ?? ""} ${place.href}`}
                        onSelect={() => go(place.href)}
                        className={ITEM}
                      >
                        <span className="truncate">{place.title}</span>
                        {place.hint ? (
                          <span className="shrink-0 text-xs text-muted">{place.hint}</span>
                        ) : null}
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
