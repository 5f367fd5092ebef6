"use client";

import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../ui/button";
import { type ProgressStep, ProgressSteps } from "../ui/progress-steps";
import { type UploadTarget, uploadSource } from "./upload-source";

interface DropAnywhereProps {
  readonly target: UploadTarget;
  readonly children?: ReactNode;
}

/** Takes files dropped anywhere on the page, or chosen, and sends them one after another with progress. */
export function DropAnywhere({ target, children }: DropAnywhereProps) {
  const router = useRouter();
  const [steps, setSteps] = useState<readonly ProgressStep[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const send = useRef<(files: readonly File[]) => Promise<void>>(async () => undefined);
  send.current = async (files) => {
    for (const file of files) {
      const key = crypto.randomUUID();
      const set = (step: Omit<ProgressStep, "key" | "title">) =>
        setSteps((before) => [
          ...before.filter((one) => one.key !== key),
          { key, title: file.name, ...step },
        ]);
      set({ state: "doing", note: "0 %" });
      const result = await uploadSource(file, target, key, (share) =>
        set({
          state: "doing",
          note: share < 1 ? `${Math.round(share * 100)} %` : "recognising its content…",
        }),
      );
      set(result.ok ? { state: "done", note: result.says } : { state: "failed", note: result.says });
    }
    router.refresh();
  };
  const over = useDrop((files) => void send.current(files));
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <Upload aria-hidden /> {target.sourceId ? "Add a version" : "Add evidence"}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        aria-label="Evidence files"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          void send.current([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      {children}
      {steps.length > 0 ? (
        <div className="fixed bottom-4 left-4 z-40 w-[min(22rem,calc(100vw-2rem))] rounded-md border border-line bg-raised p-4 shadow-float">
          <ProgressSteps label="Files being added" steps={steps} />
          {steps.every((step) => step.state !== "doing") ? (
            <Button size="sm" look="plain" className="mt-2" onClick={() => setSteps([])}>
              Done
            </Button>
          ) : null}
        </div>
      ) : null}
      {over ? (
        <div
          aria-hidden
          className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-lg border-2 border-dashed border-accent bg-accent-soft/80"
        >
          <p className="title text-xl">
            Drop to add as {target.sourceId ? "the next version" : "evidence"}
            {target.annexNumber ? ` to annex A${target.annexNumber}` : ""}
          </p>
        </div>
      ) : null}
    </>
  );
}

/** True while files are dragged over the page; gives the dropped files to `onFiles`. */
function useDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const give = useRef(onFiles);
  give.current = onFiles;
  useEffect(() => {
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onOver = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => (event.relatedTarget === null ? setOver(false) : undefined);
    const onDrop = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(false);
      give.current([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
  return over;
}
