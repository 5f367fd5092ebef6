import { Link2 } from "lucide-react";
import type { Locator } from "@/lib/evidence/locator.schema";
import { IconButton } from "../ui/button";

/** Takes a place in the evidence and the words that stand there, to trace them to a claim. */
export type OnSelectLocator = (locator: Locator, excerpt: string) => void;

interface TraceButtonProps {
  readonly locator: Locator;
  readonly excerpt: string;
  readonly onSelectLocator: OnSelectLocator | undefined;
}

/** The button that traces a row to a claim; nothing where nobody listens. */
export function TraceButton({ locator, excerpt, onSelectLocator }: TraceButtonProps) {
  if (!onSelectLocator) return null;
  return (
    <IconButton label={`Trace “${excerpt}” to a claim`} onClick={() => onSelectLocator(locator, excerpt)}>
      <Link2 aria-hidden />
    </IconButton>
  );
}

/** True where two locators are the same place, whatever the order of their members. */
export function isSameLocator(one: Locator, other: Locator | null | undefined): boolean {
  if (!other) return false;
  const spelled = (locator: Locator) => JSON.stringify(Object.entries(locator).toSorted());
  return spelled(one) === spelled(other);
}

/** A locator in words, for people. */
export function locatorWords(locator: Locator): string {
  switch (locator.kind) {
    case "json-pointer":
      return `${locator.line ? `line ${locator.line}, ` : ""}${locator.pointer || "the whole document"}`;
    case "payload-pointer":
      return `${locator.line ? `line ${locator.line}, ` : ""}payload ${locator.pointer || "as a whole"}`;
    case "junit-case":
      return [locator.className, locator.name].filter(Boolean).join(".");
    case "line-range":
      return locator.start === locator.end
        ? `line ${locator.start}`
        : `lines ${locator.start} to ${locator.end}`;
    case "text-quote":
      return `“${locator.exact}”`;
  }
}
