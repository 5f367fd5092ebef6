"use client";

import { Link2, Plus } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import type { ClaimStateWord, ClaimView } from "@/lib/packet/views";
import { isTyping } from "../shell/keys";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { classes } from "../ui/classes";
import { Kbd } from "../ui/kbd";
import { CLAIM_STATES, ClaimChip, claimStateSays } from "./claim-chip";

interface ClaimListProps {
  readonly claims: readonly ClaimView[];
  readonly slug: string;
  readonly packetId: string;
  readonly untrace: FormAction;
  readonly onShow?: (claim: ClaimView) => void;
}

const ORDER: Readonly<Record<ClaimStateWord, number>> = {
  contradicted: 0,
  drifted: 1,
  untraced: 2,
  unreachable: 3,
  due: 4,
  supported: 5,
};

/** Every claim with its state and its sources; those that need somebody come first. `j`/`k` move. */
export function ClaimList({ claims, slug, packetId, untrace, onShow }: ClaimListProps) {
  const rows = useRef<(HTMLLIElement | null)[]>([]);
  const [at, setAt] = useState(-1);
  const sorted = [...claims].sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.number - b.number);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (step === 0) return;
      const next = Math.min(rows.current.length - 1, Math.max(0, at + step));
      setAt(next);
      rows.current[next]?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [at]);
  if (claims.length === 0) {
    return (
      <p className="p-4 text-sm text-muted">
        No claim yet. Select words that state something consequential and press <Kbd>⌘</Kbd> <Kbd>⇧</Kbd>{" "}
        <Kbd>C</Kbd>. A claim without a source is a visible hole, and that is allowed.
      </p>
    );
  }
  return (
    <>
      <Counts claims={claims} />
      <ol className="hairline-rows">
        {sorted.map((claim, i) => (
          <li
            key={claim.id}
            id={`claim-${claim.number}`}
            ref={(node) => {
              rows.current[i] = node;
            }}
            tabIndex={-1}
            onFocus={() => setAt(i)}
            className={classes(
              "px-4 py-3 text-sm outline-none",
              i === at && "shadow-[inset_2px_0_0_var(--accent)]",
            )}
          >
            <Claim claim={claim} slug={slug} packetId={packetId} untrace={untrace} onShow={onShow} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Counts({ claims }: { readonly claims: readonly ClaimView[] }) {
  const parts = CLAIM_STATES.map(
    (state) => [state, claims.filter((claim) => claim.state === state).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  return <p className="px-4 py-2.5 text-xs text-muted">{parts.join(" · ")}</p>;
}

type ClaimProps = Omit<ClaimListProps, "claims"> & { readonly claim: ClaimView };

function Claim({ claim, slug, packetId, untrace, onShow }: ClaimProps) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-semibold tabular-nums">C{claim.number}</span>
        <ClaimChip state={claim.state} />
        {claim.annexNumber === null ? null : (
          <span className="text-xs text-restricted">annex A{claim.annexNumber}</span>
        )}
      </p>
      <button
        type="button"
        onClick={() => onShow?.(claim)}
        className="mt-1 block text-left font-serif text-base leading-snug"
      >
        “{claim.quote}”
      </button>
      <p className="mt-1 text-xs text-muted">{claim.why ?? claimStateSays(claim.state)}</p>
      {claim.assertion ? <p className="mt-1 font-mono text-xs text-ink-soft">{claim.assertion}</p> : null}
      <ul className="mt-1.5 grid grid-cols-[minmax(0,1fr)] gap-1">
        {claim.traces.map((trace) => (
          <li key={trace.id} className="flex items-center gap-2 text-xs">
            <Link2 aria-hidden className="size-3.5 shrink-0 text-muted" />
            <Link
              href={`/packets/${slug}/sources/${trace.sourceId}?${trace.placeQuery}`}
              className="link min-w-0 truncate"
            >
              S{trace.sourceNumber} v{trace.version} · {trace.place}
            </Link>
            {claim.mayTrace ? (
              <ActionForm action={untrace} className="ml-auto">
                <input type="hidden" name="packetId" value={packetId} />
                <input type="hidden" name="linkId" value={trace.id} />
                <SubmitButton
                  look="plain"
                  size="sm"
                  aria-label={`Remove the trace of C${claim.number} to S${trace.sourceNumber}`}
                >
                  Remove
                </SubmitButton>
              </ActionForm>
            ) : null}
          </li>
        ))}
      </ul>
      {claim.mayTrace ? (
        <Button asChild size="sm" look="plain" className="-ml-2 mt-1">
          <Link href={`/packets/${slug}/sources?trace=${claim.id}`}>
            <Plus aria-hidden /> Trace to a place in a source
          </Link>
        </Button>
      ) : null}
    </>
  );
}
