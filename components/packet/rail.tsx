import { FileLock2, ListTree, Lock, ScrollText } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { AnnexView, RegisterSummary, SectionView, SourceView } from "@/lib/packet/views";
import { isRead } from "../sources/source-shelf";
import { classes } from "../ui/classes";
import type { Meaning } from "../ui/meaning";

interface RailProps {
  readonly slug: string;
  readonly sections: readonly SectionView[];
  readonly registers: readonly RegisterSummary[];
  readonly sources: readonly SourceView[];
  readonly annexes: readonly AnnexView[];
  readonly mayMakeAnnex?: boolean;
  /** Key of the register that is shown, for the mark. */
  readonly current?: string;
}

const DOT: Readonly<Record<Meaning, string>> = {
  ok: "bg-ok",
  waiting: "bg-waiting",
  held: "bg-held",
  broken: "bg-broken",
  restricted: "bg-restricted",
  plain: "border border-line-strong",
};

function Dot({ meaning, says }: { readonly meaning: Meaning; readonly says: string }) {
  return (
    <>
      <span aria-hidden title={says} className={classes("size-2 shrink-0 rounded-full", DOT[meaning])} />
      <span className="sr-only">({says})</span>
    </>
  );
}

/** A source's dot: whether it is fresh, due, or not readable. */
function sourceDot(source: SourceView): { readonly meaning: Meaning; readonly says: string } {
  if (source.retired) return { meaning: "plain", says: "retired" };
  if (!source.version) return { meaning: "plain", says: "no version yet" };
  if (!isRead(source.version.status))
    return { meaning: "waiting", says: source.version.status.replaceAll("-", " ") };
  if (source.freshness === "stale") return { meaning: "waiting", says: "due for a look" };
  if (source.freshness === "fresh") return { meaning: "ok", says: "fresh" };
  return { meaning: "plain", says: "no freshness to judge" };
}

const ROW =
  "flex items-center gap-2 rounded-md px-2 py-1 text-sm text-ink-soft hover:bg-sunken hover:text-ink";

function Group({ title, href, children }: { title: string; href?: string; children: ReactNode }) {
  return (
    <section className="mt-5 first:mt-0" aria-label={title}>
      <h2 className="eyebrow mb-1 px-2">
        {href ? (
          <Link href={href} className="hover:text-ink">
            {title}
          </Link>
        ) : (
          title
        )}
      </h2>
      <ul>{children}</ul>
    </section>
  );
}

/** The packet's parts: sections with a dot each, registers, sources, annexes. */
export function Rail({
  slug,
  sections,
  registers,
  sources,
  annexes,
  current,
  mayMakeAnnex = false,
}: RailProps) {
  const room = `/packets/${slug}`;
  return (
    <nav aria-label="Parts of the packet" className="px-3 py-4">
      {sections.length > 0 ? (
        <Group title="Sections">
          {sections.map((section) => (
            <li key={section.key}>
              <a href={`${room}#section-${section.key}`} className={ROW}>
                <span className="min-w-0 flex-1">{section.title}</span>
                <Dot meaning={section.meaning} says={section.says} />
              </a>
            </li>
          ))}
        </Group>
      ) : null}
      {registers.length > 0 ? (
        <Group title="Registers">
          {registers.map((register) => (
            <li key={register.key}>
              <Link
                href={`${room}/registers/${register.key}`}
                aria-current={current === register.key ? "page" : undefined}
                className={ROW}
              >
                <ListTree aria-hidden className="size-3.5 shrink-0 text-muted" />
                <span className="min-w-0 flex-1 truncate">{register.title}</span>
                <span className="text-xs text-muted tabular-nums">
                  {register.open > 0 ? `${register.open} open of ` : ""}
                  {register.rows}
                </span>
              </Link>
            </li>
          ))}
        </Group>
      ) : null}
      <Group title="Sources" href={`${room}/sources`}>
        {sources.map((source) => (
          <li key={source.id}>
            <Link href={`${room}/sources/${source.id}`} className={ROW} title={source.name}>
              {source.annexNumber === null ? (
                <ScrollText aria-hidden className="size-3.5 shrink-0 text-muted" />
              ) : (
                <FileLock2 aria-hidden className="size-3.5 shrink-0 text-restricted" />
              )}
              <span className="min-w-0 flex-1 truncate">
                <span className="text-muted">S{source.number}</span> {source.name}
              </span>
              <Dot {...sourceDot(source)} />
            </Link>
          </li>
        ))}
        {sources.length === 0 ? (
          <li className="px-2 text-sm text-muted">None yet. Drop a file here.</li>
        ) : null}
      </Group>
      {annexes.length > 0 || mayMakeAnnex ? (
        <Group title="Annexes" href={`${room}/annexes`}>
          {annexes.map((annex) => (
            <li key={annex.number}>
              <Link href={`${room}/annexes/A${annex.number}`} className={ROW}>
                <Lock aria-hidden className="size-3.5 shrink-0 text-restricted" />
                <span className="min-w-0 flex-1 truncate">
                  <span className="text-muted">A{annex.number}</span> {annex.open?.title ?? annex.holds}
                </span>
                {annex.cleared ? null : <span className="text-xs text-restricted">held</span>}
              </Link>
            </li>
          ))}
          {annexes.length === 0 ? (
            <li className="px-2 text-sm">
              <Link href={`${room}/annexes`} className="link">
                Make one
              </Link>
            </li>
          ) : null}
        </Group>
      ) : null}
    </nav>
  );
}
