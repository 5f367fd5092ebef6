"use client";

import { Tabs as Primitive } from "radix-ui";
import type { ReactNode } from "react";

export interface Tab {
  readonly key: string;
  readonly title: ReactNode;
  /** Shown beside the title when it is more than zero. */
  readonly count?: number | undefined;
  readonly content: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly value?: string;
  readonly onChange?: (key: string) => void;
}

/** Tabs with a hairline under them; arrow keys move between them. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  const control = value === undefined ? { defaultValue: tabs[0]?.key } : { value };
  return (
    <Primitive.Root
      {...control}
      {...(onChange ? { onValueChange: onChange } : {})}
      className="flex min-h-0 flex-col"
    >
      <Primitive.List
        aria-label={label}
        className="flex shrink-0 gap-4 overflow-x-auto border-b border-line px-4"
      >
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.key}
            value={tab.key}
            className="-mb-px flex items-center gap-1.5 whitespace-nowrap border-b-2 border-transparent py-2.5 text-sm text-muted hover:text-ink data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.title}
            {tab.count ? <span className="text-xs text-muted tabular-nums">{tab.count}</span> : null}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.key} value={tab.key} className="min-h-0 flex-1 overflow-y-auto">
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
