import type { ReactNode } from "react";

/** A titled part below the text, with how many things stand in it. */
export function Part(props: {
  readonly id: string;
  readonly title: string;
  readonly count?: number;
  readonly children: ReactNode;
}) {
  return (
    <section id={props.id} aria-labelledby={`${props.id}-title`} className="border-t border-line-strong pt-5">
      <h2 id={`${props.id}-title`} className="mb-4 flex items-baseline gap-2 text-base font-semibold">
        {props.title}
        {props.count === undefined ? null : (
          <span className="font-normal text-muted">{props.count === 0 ? "none" : props.count}</span>
        )}
      </h2>
      {props.children}
    </section>
  );
}
