import { Info } from "lucide-react";
import Link from "next/link";
import type { Kind } from "@/lib/kinds/kind.schema";
import { PageFrame } from "../shell/page-frame";
import { buttonClasses } from "../ui/button";
import { Notice } from "../ui/meaning";
import { KindAsks } from "./kind-asks";
import { KindBounds } from "./kind-bounds";
import { KindFlow } from "./kind-flow";
import { KindGates } from "./kind-gates";
import { KindHolds } from "./kind-holds";
import { KindPart } from "./kind-part";
import { decidersWords, FITS, familyTitle, summariseKind } from "./kind-summary";

/** All that a kind says, for whoever is about to choose it or to hold somebody to it. */
export function KindPage({ kind }: { readonly kind: Kind }) {
  const { fit, deciders } = summariseKind(kind);
  return (
    <PageFrame
      width="broad"
      title={kind.title}
      above={
        <>
          <Link href="/kinds" className="link">
            All kinds
          </Link>
          {" · "}
          <Link href={`/kinds?family=${kind.family}`} className="link">
            {familyTitle(kind.family)}
          </Link>
          {` · ${kind.domain}`}
        </>
      }
      lead={kind.summary}
      acts={
        <Link href={`/packets/new/${kind.key}`} className={buttonClasses("primary")}>
          Start a packet
        </Link>
      }
    >
      <p className="text-sm text-muted">
        <span className="font-medium text-ink">{FITS[fit]}</span> · decided by {decidersWords(deciders)} · its
        artifact is called <span className="font-mono text-xs">{kind.artifact.name}</span>
        {kind.seed?.no ? ` · no. ${kind.seed.no}` : ""} · version {kind.version} of the kind
      </p>
      {kind.elsewhere ? (
        <Notice meaning="waiting" icon={Info} className="mt-4">
          <span className="font-medium">The act itself happens elsewhere.</span> {kind.elsewhere}
        </Notice>
      ) : null}
      <div className="mb-10 mt-8">
        <KindFlow kind={kind} />
      </div>
      <KindGates kind={kind} />
      <KindHolds kind={kind} />
      <KindAsks kind={kind} />
      <KindBounds kind={kind} />
      {kind.metrics.length > 0 ? (
        <KindPart id="metrics" title="Measured by">
          <ul className="grid gap-1.5 text-sm">
            {kind.metrics.map((metric) => (
              <li key={metric.key}>{metric.text}</li>
            ))}
          </ul>
        </KindPart>
      ) : null}
    </PageFrame>
  );
}
