import { Hand, UserRound } from "lucide-react";
import Link from "next/link";
import type { Kind } from "@/lib/kinds/kind.schema";
import { drawMiniature } from "../flow/draw";
import { FlowMiniature } from "../flow/flow-miniature";
import { buttonClasses } from "../ui/button";
import { decidersWords, FITS, summariseKind } from "./kind-summary";

/** One kind in the gallery: its flow, what it is for, who decides, what fills it, and where it stops. */
export function KindCard({ kind }: { readonly kind: Kind }) {
  const summary = summariseKind(kind);
  const decides = decidersWords(summary.deciders);
  return (
    <article className="grid gap-x-8 gap-y-3 py-5 md:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="min-w-0">
        <h3 className="title text-lg">
          <Link data-kind={kind.key} href={`/kinds/${kind.key}`} className="hover:text-accent">
            {kind.title}
          </Link>
        </h3>
        <p className="measure mt-1 text-sm text-ink-soft">{kind.summary}</p>
        <ul className="mt-2.5 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          <li className="font-medium text-ink-soft">{FITS[summary.fit]}</li>
          <li className="inline-flex items-center gap-1">
            <UserRound aria-hidden className="size-3.5" />
            Decided by {decides}
          </li>
          <li>
            {summary.gates} {summary.gates === 1 ? "gate" : "gates"}
          </li>
          {summary.seedNo !== null ? <li className="tabular-nums">No. {summary.seedNo}</li> : null}
        </ul>
        <p className="mt-1.5 flex items-start gap-1 text-xs text-muted">
          <Hand aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {summary.stopBoundary}
        </p>
      </div>
      <div className="flex min-w-0 flex-col justify-between gap-3 max-md:flex-row max-md:items-end">
        <FlowMiniature
          drawing={drawMiniature(kind)}
          label={`The flow: ${summary.gates} gates, decided by ${decides}`}
          className="min-w-0"
        />
        <Link
          href={`/packets/new/${kind.key}`}
          aria-label={`Start a packet: ${kind.title}`}
          className={`${buttonClasses("quiet", "sm")} w-fit shrink-0`}
        >
          Start a packet
        </Link>
      </div>
    </article>
  );
}
