"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { classes } from "./classes";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, in words: "digest", "link". */
  readonly what: string;
  readonly className?: string;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, what, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false), // a page without clipboard permission: the text can still be selected
    );
  };
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={copied ? `Copied the ${what}` : `Copy the ${what}`}
      title={`Copy the ${what}`}
      className={classes("no-print inline-flex p-1 text-muted hover:text-ink", className)}
    >
      {copied ? <Check className="size-3.5" /> : <Copy className="size-3.5" />}
    </button>
  );
}
