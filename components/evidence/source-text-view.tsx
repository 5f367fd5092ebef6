"use client";

import { type FormEvent, type MouseEvent, useEffect, useRef, useState } from "react";
import type { TextPlace } from "@/lib/evidence/lines";
import type { SourceText } from "@/lib/evidence/view";
import { Button } from "../ui/button";
import { classes } from "../ui/classes";
import type { OnSelectLocator } from "./select-locator";
import { selectedLocator } from "./text-selection";

const CHUNK = 100;
const LINE_REM = 1.3;

interface SourceTextViewProps {
  readonly text: SourceText;
  readonly caption: string;
  /** What is highlighted and scrolled to. */
  readonly highlight?: TextPlace | null;
  /** Where selected words or lines go; absent for text whose coordinates are not the file's. */
  readonly onSelectLocator?: OnSelectLocator;
}

/**
 * Lines of text with their numbers. Words are selected as anywhere; a number selects its line, and with Shift the
 * lines between; the two number fields do the same from the keyboard.
 */
export function SourceTextView({ text, caption, highlight, onSelectLocator }: SourceTextViewProps) {
  const region = useRef<HTMLElement>(null);
  const [range, setRange] = useState<{ readonly start: number; readonly end: number } | null>(null);
  const first = highlight?.startLine ?? 0;
  useEffect(() => {
    if (first > 0)
      region.current?.querySelector(`[data-line="${first}"]`)?.scrollIntoView({ block: "center" });
  }, [first]);
  const pickLine = (line: number, extend: boolean) => {
    const from = extend && range ? range : { start: line, end: line };
    setRange({ start: Math.min(from.start, line), end: Math.max(from.end, line) });
  };
  const onMouseUp = () => {
    const selected = region.current ? selectedLocator(region.current, text) : null;
    if (selected) onSelectLocator?.(selected.locator, selected.excerpt);
  };
  return (
    <div>
      {onSelectLocator ? (
        <LinePicker key={JSON.stringify(range)} text={text} range={range} onSelectLocator={onSelectLocator} />
      ) : null}
      <section
        ref={region}
        aria-label={caption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onMouseUp={onSelectLocator ? onMouseUp : undefined}
        className="max-h-[70dvh] overflow-auto rounded-md border border-line bg-sunken py-2 font-mono text-xs"
      >
        {chunksOf(text).map((chunk) => (
          <div
            key={chunk.first}
            style={{
              contentVisibility: "auto",
              containIntrinsicSize: `auto ${chunk.lines.length * LINE_REM}rem`,
            }}
          >
            {chunk.lines.map(({ number, words }) => (
              <Line
                key={number}
                number={number}
                words={words}
                highlight={highlight ?? null}
                picked={range !== null && number >= range.start && number <= range.end}
                onPick={onSelectLocator ? pickLine : null}
              />
            ))}
          </div>
        ))}
      </section>
      <p className="mt-1 text-xs text-muted">
        {text.lines.length < text.totalLines
          ? `Lines ${text.firstLine} to ${text.firstLine + text.lines.length - 1} of ${text.totalLines} are shown.`
          : `${text.totalLines} ${text.totalLines === 1 ? "line" : "lines"}`}
      </p>
    </div>
  );
}

interface NumberedLine {
  readonly number: number;
  readonly words: string;
}

function chunksOf({
  firstLine,
  lines,
}: SourceText): readonly { readonly first: number; readonly lines: readonly NumberedLine[] }[] {
  return Array.from({ length: Math.ceil(lines.length / CHUNK) }, (_, i) => {
    const first = firstLine + i * CHUNK;
    const part = lines.slice(i * CHUNK, (i + 1) * CHUNK);
    return { first, lines: part.map((words, j) => ({ number: first + j, words })) };
  });
}

interface LineProps {
  readonly number: number;
  readonly words: string;
  readonly highlight: TextPlace | null;
  readonly picked: boolean;
  readonly onPick: ((line: number, extend: boolean) => void) | null;
}

function Line({ number, words, highlight, picked, onPick }: LineProps) {
  const [from, to] = highlightedPart(number, words, highlight);
  return (
    <div data-line={number} className={classes("flex leading-[1.3rem]", picked && "bg-accent-soft")}>
      {onPick ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Select line ${number}`}
          onClick={(event: MouseEvent) => onPick(number, event.shiftKey)}
          className="w-14 shrink-0 select-none pr-3 text-right text-muted tabular-nums hover:text-ink"
        >
          {number}
        </button>
      ) : (
        <span className="w-14 shrink-0 select-none pr-3 text-right text-muted tabular-nums">{number}</span>
      )}
      <code className="min-w-0 flex-1 whitespace-pre-wrap break-all pr-3">
        {words.slice(0, from)}
        {to > from ? (
          <mark className="rounded-sm bg-accent-soft text-ink outline outline-1 outline-accent">
            {words.slice(from, to)}
          </mark>
        ) : null}
        {words.slice(to)}
      </code>
    </div>
  );
}

/** The half-open part of a line that a place covers; empty where it covers none of it. */
function highlightedPart(line: number, words: string, place: TextPlace | null): readonly [number, number] {
  if (!place || line < place.startLine || line > place.endLine) return [0, 0];
  const from = line === place.startLine ? place.startColumn - 1 : 0;
  const to = line === place.endLine ? place.endColumn - 1 : words.length;
  return [Math.min(from, words.length), Math.min(to, words.length)];
}

interface LinePickerProps {
  readonly text: SourceText;
  readonly range: { readonly start: number; readonly end: number } | null;
  readonly onSelectLocator: OnSelectLocator;
}

function LinePicker({ text, range, onSelectLocator }: LinePickerProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const start = Number(form.get("start"));
    const end = Math.max(start, Number(form.get("end")));
    const lines = text.lines.slice(start - text.firstLine, end - text.firstLine + 1);
    if (lines.length > 0)
      onSelectLocator({ kind: "line-range", start, end }, lines.join("\n").slice(0, 2000));
  };
  const last = text.firstLine + text.lines.length - 1;
  const field = "h-7 w-20 rounded-md border border-edge bg-raised px-2 text-xs tabular-nums";
  return (
    <form onSubmit={submit} className="mb-2 flex flex-wrap items-center gap-2 text-xs text-muted">
      <label className="flex items-center gap-1.5">
        Lines
        <input
          name="start"
          type="number"
          required
          min={text.firstLine}
          max={last}
          defaultValue={range?.start ?? ""}
          className={field}
        />
      </label>
      <label className="flex items-center gap-1.5">
        to
        <input
          name="end"
          type="number"
          required
          min={text.firstLine}
          max={last}
          defaultValue={range?.end ?? ""}
          className={field}
        />
      </label>
      <Button type="submit" size="sm">
        Trace these lines
      </Button>
      <span>or select words in the text</span>
    </form>
  );
}
