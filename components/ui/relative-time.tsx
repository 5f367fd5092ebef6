"use client";

import { useEffect, useState } from "react";

const STEPS: ReadonlyArray<readonly [Intl.RelativeTimeFormatUnit, number]> = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 hours ago", "in 2 days", "just now": the time of `at` as seen from `now`, both in milliseconds. */
export function relativeWords(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return seconds > 0 ? "in a moment" : "just now";
}

/** An exact time in the reader's zone, with the zone's name. */
export function exactWords(at: string): string {
  return new Date(at).toLocaleString("en-GB", {
    dateStyle: "medium",
    timeStyle: "long",
  });
}

interface RelativeTimeProps {
  /** RFC 3339. */
  readonly at: string;
  /** Put the exact time in the text, where paper or an audit needs it. */
  readonly exact?: boolean;
  readonly className?: string;
}

/**
 * A time as people say it, the exact one on hover. The server does not know the reader's zone or clock, so the
 * first paint is the UTC date and the words follow in the browser.
 */
export function RelativeTime({ at, exact, className }: RelativeTimeProps) {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const plain = `${at.slice(0, 16).replace("T", " ")} UTC`;
  const shown = now === null ? plain : exact ? exactWords(at) : relativeWords(Date.parse(at), now);
  return (
    <time
      dateTime={at}
      title={now === null ? plain : exactWords(at)}
      className={className}
      suppressHydrationWarning
    >
      {shown}
    </time>
  );
}
