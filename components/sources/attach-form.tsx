"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useRef, useState } from "react";
import { Button } from "../ui/button";
import { Field, Input } from "../ui/field";
import { type UploadResult, type UploadTarget, uploadSource } from "./upload-source";

interface AttachFormProps {
  readonly target: UploadTarget;
  /** What is attached: "Test evidence", "A new version of S2". */
  readonly what: string;
}

/** Attaches one file where it belongs, with the time at which what it states came to be. */
export function AttachForm({ target, what }: AttachFormProps) {
  const router = useRouter();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const requestId = useRef("");
  const [share, setShare] = useState<number | null>(null);
  const [result, setResult] = useState<UploadResult | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const file = data.get("file");
    if (!(file instanceof File) || share !== null) return;
    // The same id until it was taken, so that sending again after a lost answer adds nothing.
    requestId.current ||= crypto.randomUUID();
    const at = String(data.get("effectiveAt") ?? "");
    const effectiveAt = at ? new Date(at).toISOString() : null;
    setResult(null);
    setShare(0);
    const sent = await uploadSource(file, { ...target, effectiveAt }, requestId.current, setShare);
    setShare(null);
    setResult(sent);
    if (!sent.ok) return;
    requestId.current = "";
    form.current?.reset();
    router.refresh();
  };
  return (
    <form ref={form} onSubmit={submit} aria-label={what} className="grid gap-3 sm:grid-cols-2">
      <Field label="File" htmlFor={`${id}-file`}>
        <input
          id={`${id}-file`}
          name="file"
          type="file"
          required
          className="w-full min-w-0 text-sm file:mr-3 file:rounded-md file:border file:border-edge file:bg-raised file:px-3 file:py-1.5 file:text-sm file:text-ink"
        />
      </Field>
      <Field
        label="Effective at"
        htmlFor={`${id}-at`}
        hint="When what it states came to be. Left empty, the time that the file itself states counts."
      >
        <Input id={`${id}-at`} name="effectiveAt" type="datetime-local" step={1} />
      </Field>
      <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
        <Button type="submit" size="sm" look="primary" disabled={share !== null} aria-busy={share !== null}>
          Attach
        </Button>
        <p role="status" className={result && !result.ok ? "text-sm text-broken" : "text-sm text-muted"}>
          {share === null
            ? (result?.says ?? "")
            : share < 1
              ? `${Math.round(share * 100)} %`
              : "recognising its content…"}
        </p>
      </div>
    </form>
  );
}
