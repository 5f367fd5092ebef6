"use client";

import { useEffect, useRef } from "react";
import { Button } from "../ui/button";

export interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** A page that failed: says so plainly, gives the id under which it was logged, and offers to try again. */
export function ErrorPage({ error, reset }: ErrorPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-xl flex-col justify-center px-6 py-16">
      <h1 ref={heading} tabIndex={-1} className="title text-2xl outline-none">
        This page could not be shown.
      </h1>
      <p className="mt-2 text-muted">
        Nothing that was saved is lost. Try again; if it fails again, tell an administrator
        {error.digest ? (
          <>
            {" "}
            and name <code className="font-mono text-sm text-ink">{error.digest}</code>
          </>
        ) : null}
        .
      </p>
      <p className="mt-6">
        <Button look="primary" onClick={reset}>
          Try again
        </Button>
      </p>
    </div>
  );
}
