"use client";

import Link from "next/link";
import { type ReactNode, useMemo, useState } from "react";
import { diffRevisions } from "@/lib/revision/diff";
import { DiffView } from "../revision/diff-view";
import { RevisionView } from "../revision/revision-view";
import { buttonClasses } from "../ui/button";
import { DigestText } from "../ui/digest-text";
import { FingerprintTile } from "../ui/fingerprint-tile";
import { Notice } from "../ui/meaning";
import { Bindings } from "./bindings";
import { LiveChecks, Signatures } from "./live-checks";
import { ResidualTicks, residualsOf } from "./residual-ticks";
import type { LiveManifest, SheetActions, SheetView } from "./sheet-view";
import { SignPanel } from "./sign-panel";
import { type Bound, useBound, useLive } from "./use-bound";

interface ApprovalSheetProps {
  readonly sheet: SheetView;
  readonly initial: LiveManifest;
  readonly actions: SheetActions;
}

/** One column with nothing on it but what is bound, read from bytes that this browser hashed itself. */
export function ApprovalSheet({ sheet, initial, actions }: ApprovalSheetProps) {
  const state = useBound(sheet);
  const { live, stale } = useLive(sheet.stateUrl, initial);
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pb-28 pt-8 sm:px-8 sm:pt-14">
      <p className="text-sm text-muted">
        <Link href={`/packets/${sheet.slug}`} className="link">
          {sheet.packetTitle}
        </Link>{" "}
        · manifest {sheet.manifestNumber}
      </p>
      <header className="mt-3 flex items-start justify-between gap-6">
        <div className="min-w-0">
          <h1 className="title text-2xl sm:text-3xl">Approve revision r{sheet.revisionNumber}</h1>
          <p className="mt-3 text-sm leading-6 sm:text-base">
            <DigestText digest={sheet.revisionDigest} full />
          </p>
          <p className="mt-1 text-xs text-muted" role="status">
            {state.kind === "open"
              ? "This browser fetched the bytes and computed these digests itself."
              : state.kind === "fetching"
                ? "Fetching the bytes and computing their digests…"
                : "The digests could not be confirmed."}
          </p>
        </div>
        <FingerprintTile digest={sheet.revisionDigest} size={88} caption />
      </header>
      {stale ? (
        <Notice meaning="waiting" className="mt-6" role="status">
          The workspace does not answer at the moment. What you see may be out of date.
        </Notice>
      ) : null}
      {state.kind === "closed" ? (
        <Notice meaning="broken" className="mt-8" role="alert">
          {state.why}
        </Notice>
      ) : null}
      {state.kind === "open" ? (
        <Body sheet={sheet} bound={state.bound} live={live} actions={actions} />
      ) : null}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="mt-10" aria-label={title}>
      <h2 className="border-b border-line-strong pb-1.5 text-base font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Body({
  sheet,
  bound,
  live,
  actions,
}: {
  sheet: SheetView;
  bound: Bound;
  live: LiveManifest;
  actions: SheetActions;
}) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const diff = useMemo(() => diffRevisions(bound.previous, bound.revision), [bound]);
  const residuals = residualsOf(bound.revision);
  const tick = (id: string, on: boolean) =>
    setTicked((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)));
  const moved = live.state !== "pending";
  const left = residuals.filter((objection) => !ticked.has(objection.id)).length;
  const blockedBy =
    left > 0
      ? `Tick ${left === 1 ? "the residual objection" : `the ${left} residual objections`} first.`
      : null;
  return (
    <>
      <Part
        title={
          sheet.previous ? `What changed since r${sheet.previous.number}, the last approved` : "What it says"
        }
      >
        <div className="pt-4">
          {sheet.previous ? <DiffView diff={diff} /> : null}
          <details className="mt-3 text-sm" open={!sheet.previous}>
            <summary className="w-fit text-accent">Read the whole revision</summary>
            <div className="relative mt-4 max-h-[60dvh] overflow-y-auto rounded-md border border-line bg-raised p-4 text-base sm:p-6">
              <RevisionView revision={bound.revision} />
            </div>
          </details>
        </div>
      </Part>
      <Part title="What you bind">
        <Bindings bound={bound.manifest.predicate} />
      </Part>
      {residuals.length > 0 ? (
        <Part title="Residual objections, each to be ticked">
          <ResidualTicks revision={bound.revision} ticked={ticked} onTick={tick} />
        </Part>
      ) : null}
      <Part title="Checks, live">
        <LiveChecks live={live} />
      </Part>
      <Part title="Signatures">
        <Signatures live={live} />
      </Part>
      <div className="mt-10 border-t-2 border-ink pt-6">
        {moved ? (
          <Moved sheet={sheet} live={live} />
        ) : sheet.seat ? (
          <SignPanel
            sheet={sheet}
            actions={actions}
            stateToken={live.stateToken}
            methods={bound.manifest.predicate.methods}
            blockedBy={blockedBy}
          />
        ) : (
          <p className="text-sm text-muted">
            {sheet.whyNot ?? "You read this sheet; the approval is not yours to give."}
          </p>
        )}
      </div>
    </>
  );
}

const ENDED: Readonly<Record<string, string>> = {
  approved: "This manifest is approved.",
  declined: "This manifest was declined.",
  superseded: "A newer manifest took this one's place.",
  lapsed: "This manifest lapsed: nobody signed in time.",
};

function Moved({ sheet, live }: { readonly sheet: SheetView; readonly live: LiveManifest }) {
  return (
    <Notice
      meaning={live.state === "approved" ? "ok" : "held"}
      role="alert"
      act={
        <Link href={`/packets/${sheet.slug}/revisions`} className={buttonClasses("quiet", "sm")}>
          See what changed
        </Link>
      }
    >
      <strong className="block">{ENDED[live.state] ?? "This revision moved."}</strong>
      {live.reason ??
        "Something that the manifest binds is no longer as it was. There is nothing to sign here now."}
    </Notice>
  );
}
