"use client";

import { useEffect, useState } from "react";
import { exactWords } from "../ui/relative-time";

function leftWords(ms: number): string {
  if (ms <= 0) return "closed";
  const minutes = Math.floor(ms / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return `${days} d ${hours} h left`;
  if (hours > 0) return `${hours} h ${minutes % 60} min left`;
  return minutes > 0 ? `${minutes} min left` : "less than a minute left";
}

/** How long the window of a release stays open. The server decides; this only tells. */
export function TimeLeft({ closesAt }: { readonly closesAt: string }) {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={closesAt} title={now === null ? closesAt : exactWords(closesAt)}>
      {now === null
        ? `until ${closesAt.slice(0, 16).replace("T", " ")} UTC`
        : leftWords(Date.parse(closesAt) - now)}
    </time>
  );
}
