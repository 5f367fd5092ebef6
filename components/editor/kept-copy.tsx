"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useDismissCopy, useDocumentView } from "./document-session";

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "my-text.txt";
  link.click();
  URL.revokeObjectURL(url);
}

/** Shown when a change was not taken: says so, and hands the person their own text. */
export function KeptCopyNotice() {
  const { copy } = useDocumentView();
  const dismiss = useDismissCopy();
  if (!copy) return null;
  return (
    <div role="alert" className="mb-4 rounded-md border border-held-line bg-held-bg p-3 text-sm">
      <p className="font-medium">Your last change was not stored.</p>
      <p className="mt-1 text-ink-soft">
        {copy.message} The text you see is what is stored. A copy of yours, with the change, is kept here.
      </p>
      <div className="mt-2 flex gap-2">
        <Button size="sm" onClick={() => save(copy.text)}>
          <Download aria-hidden="true" />
          Save my copy
        </Button>
        <Button size="sm" look="plain" onClick={dismiss}>
          Dismiss
        </Button>
      </div>
    </div>
  );
}
