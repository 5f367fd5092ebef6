import { ChevronDown, GitCommitHorizontal } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { PacketHeaderView } from "@/lib/packet/views";
import { Button } from "../ui/button";
import { shortDigest } from "../ui/digest-text";
import { Notice } from "../ui/meaning";
import { Menu, MenuItem, MenuLabel } from "../ui/menu";
import { ReadinessRing } from "../ui/readiness-ring";
import { StatePill } from "../ui/state-pill";
import { PacketTabs } from "./packet-tabs";

interface PacketBarProps {
  readonly packet: PacketHeaderView;
  /** Who is here and whether the text is saved; only the room has them. */
  readonly presence?: ReactNode;
  /** The one next act, and the menu of the others. */
  readonly acts?: ReactNode;
}

/** The top bar of a packet: title, state, revision chooser, readiness, the next act. */
export function PacketBar({ packet, presence, acts }: PacketBarProps) {
  const { readiness } = packet;
  return (
    <div className="no-print sticky top-12 z-20 border-b border-line bg-paper">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 pt-2.5 sm:px-5">
        <h1 className="title min-w-0 flex-[1_1_14rem] truncate text-lg" title={packet.title}>
          <Link href={`/packets/${packet.slug}`}>{packet.title}</Link>
        </h1>
        <StatePill state={packet.pill} />
        <RevisionChooser packet={packet} />
        {presence}
        {readiness.total === 0 ? null : (
          <Link
            href={`/packets/${packet.slug}/readiness`}
            className="inline-flex items-center gap-1.5 rounded-md px-1.5 py-1 text-sm text-muted hover:bg-sunken hover:text-ink"
          >
            <ReadinessRing {...readiness} />
            {readiness.held > 0 ? `${readiness.held} hold` : "Ready"}
          </Link>
        )}
        <div className="ml-auto flex items-center gap-2">{acts}</div>
      </div>
      <PacketTabs slug={packet.slug} hasFields={packet.hasFields} />
      {packet.tentative ? <TentativeBanner slug={packet.slug} tentative={packet.tentative} /> : null}
      {packet.approved?.differs ? <DiffersBanner packet={packet} number={packet.approved.number} /> : null}
    </div>
  );
}

interface TentativeBannerProps {
  readonly slug: string;
  readonly tentative: NonNullable<PacketHeaderView["tentative"]>;
}

/** One thin line where what is written has not been adopted. */
function TentativeBanner({ slug, tentative: { adopted, by } }: TentativeBannerProps) {
  return (
    <p role="status" className="border-t border-line bg-sunken px-4 py-1.5 text-sm sm:px-5">
      <strong className="font-semibold">Tentative.</strong>{" "}
      {adopted === null
        ? `Nothing is the current state until it is adopted: ${by}.`
        : `r${adopted} stays the current state until what changed since is adopted: ${by}.`}{" "}
      {adopted === null ? null : (
        <Link className="link" href={`/packets/${slug}/revisions/compare?from=${adopted}&to=now`}>
          What changed
        </Link>
      )}
    </p>
  );
}

function RevisionChooser({ packet }: { readonly packet: PacketHeaderView }) {
  const head = packet.revisions[0];
  if (!head) return <span className="text-sm text-muted">no revision yet</span>;
  return (
    <Menu
      align="start"
      className="w-72"
      trigger={
        <Button look="plain" size="sm">
          <GitCommitHorizontal aria-hidden /> r{head.number} <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuLabel>Revisions</MenuLabel>
      {packet.revisions.map((revision) => (
        <MenuItem key={revision.number} asChild>
          <Link href={`/packets/${packet.slug}/revisions/${revision.number}`}>
            <span className="w-8 font-medium">r{revision.number}</span>
            <span className="flex-1 font-mono text-xs text-muted">{shortDigest(revision.digest)}</span>
            {revision.pill ? <StatePill state={revision.pill} /> : null}
          </Link>
        </MenuItem>
      ))}
      <MenuItem asChild>
        <Link href={`/packets/${packet.slug}/revisions`}>All revisions and differences</Link>
      </MenuItem>
    </Menu>
  );
}

/** One thin line where what is written differs from what was approved. */
function DiffersBanner({ packet, number }: { readonly packet: PacketHeaderView; readonly number: number }) {
  return (
    <Notice meaning="waiting" className="rounded-none border-x-0 border-b-0 px-5 py-1.5 text-xs">
      What is written here differs from r{number}, which was approved.{" "}
      <Link className="link" href={`/packets/${packet.slug}/revisions/${number}`}>
        View approved
      </Link>{" "}
      ·{" "}
      <Link className="link" href={`/packets/${packet.slug}/revisions/compare?from=${number}&to=now`}>
        View changes
      </Link>
    </Notice>
  );
}
