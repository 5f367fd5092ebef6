import type { ReactNode } from "react";

interface RoomFrameProps {
  readonly rail: ReactNode;
  readonly children: ReactNode;
  readonly inspector: ReactNode;
}

/** Rail, document, inspector. On a narrow screen the document comes first and the instruments follow it. */
export function RoomFrame({ rail, children, inspector }: RoomFrameProps) {
  return (
    <div className="grid flex-1 grid-cols-1 lg:grid-cols-[15.5rem_minmax(0,1fr)] xl:grid-cols-[15.5rem_minmax(0,1fr)_23rem]">
      <aside className="order-2 border-line max-lg:border-t lg:sticky lg:top-[8.25rem] lg:order-none lg:max-h-[calc(100dvh-8.25rem)] lg:overflow-y-auto lg:border-r">
        {rail}
      </aside>
      <div className="min-w-0">{children}</div>
      <aside
        aria-label="Inspector"
        className="order-3 border-line max-xl:border-t lg:col-span-2 xl:sticky xl:top-[8.25rem] xl:order-none xl:col-span-1 xl:h-[calc(100dvh-8.25rem)] xl:overflow-y-auto xl:border-l"
      >
        {inspector}
      </aside>
    </div>
  );
}
