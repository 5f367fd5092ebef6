import type { ReactNode } from "react";
import type { ReleasePredicate } from "@/lib/manifest/statement.schema";
import { DigestText } from "../ui/digest-text";
import { RelativeTime } from "../ui/relative-time";

interface Row {
  readonly name: string;
  readonly says: ReactNode;
  readonly digest?: string;
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

function laneRow(bound: ReleasePredicate): Row {
  if (!bound.lane) return { name: "Lane", says: "No lane: nothing is delivered." };
  const { title, version, recipientCount, exportPolicy, recipientsDigest } = bound.lane;
  const exports = exportPolicy === "bundle" ? "they may export the bundle" : "no export";
  return {
    name: "Lane",
    says: `${title}, rules v${version}: ${plural(recipientCount, "recipient")}, ${exports}`,
    digest: recipientsDigest,
  };
}

function rows(bound: ReleasePredicate): readonly Row[] {
  const { optionSet, blockedPaths, claimTrace, objectionLedger, annexBoundary } = bound;
  return [
    laneRow(bound),
    {
      name: "Window",
      says: (
        <>
          {plural(bound.window.hours, "hour")} from the approval, never beyond{" "}
          <RelativeTime exact at={bound.window.closesNoLaterThan} />
        </>
      ),
    },
    { name: "Options", says: optionSet.selected.map(words).join(", ") || "none", digest: optionSet.digest },
    {
      name: "Blocked paths",
      says: blockedPaths.keys.map(words).join(", ") || "none",
      digest: blockedPaths.digest,
    },
    {
      name: "Claims",
      says: `${plural(claimTrace.claims, "claim")}, ${claimTrace.untraced} untraced`,
      digest: claimTrace.digest,
    },
    {
      name: "Objections",
      says: `${objectionLedger.open} open, ${plural(objectionLedger.residual, "residual")}`,
      digest: objectionLedger.digest,
    },
    {
      name: "Annex boundary",
      says: annexBoundary.annexes.length
        ? `${annexBoundary.annexes.map((annex) => `A${annex.number}`).join(", ")} held, by commitment only`
        : "nothing is withheld",
      digest: annexBoundary.digest,
    },
    { name: "Signers", says: signers(bound) },
    { name: "Evidence and checks", says: `${plural(bound.checks.length, "check")} with their outcomes` },
    {
      name: "Supersedes",
      says: bound.supersedes ? "the release that is open now" : "nothing: this is the first",
      ...(bound.supersedes ? { digest: bound.supersedes.revision } : {}),
    },
    { name: "Stops at", says: bound.stopBoundary.statement },
  ];
}

function words(key: string): string {
  return key.replaceAll("-", " ");
}

function signers(bound: ReleasePredicate): string {
  const required = bound.requiredSigners.map((signer) => `${signer.name} (${words(signer.as)})`);
  const owner = bound.releaseOwner ? [`${bound.releaseOwner.name} (release owner, last)`] : [];
  return [...required, ...owner].join(", ") || "nobody";
}

/** What the approval binds, one row each, read from the manifest's own bytes. */
export function Bindings({ bound }: { readonly bound: ReleasePredicate }) {
  return (
    <dl className="hairline-rows">
      {rows(bound).map((row) => (
        <div key={row.name} className="grid gap-x-4 py-2.5 text-sm sm:grid-cols-[9rem_minmax(0,1fr)_auto]">
          <dt className="text-muted">{row.name}</dt>
          <dd className="min-w-0">{row.says}</dd>
          {row.digest ? (
            <dd className="text-xs">
              <DigestText digest={row.digest} />
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
