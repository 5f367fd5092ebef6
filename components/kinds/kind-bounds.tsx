import { Ban, Bot, Hand } from "lucide-react";
import type { ReactNode } from "react";
import type { Kind } from "@/lib/kinds/kind.schema";
import { headingOf, roleTitle, spaced } from "../flow/flow-words";
import { KindLines, KindPart } from "./kind-part";
import { rolesWords, spanWords } from "./kind-words";

/** What may be chosen and what may not, who may read it, and where the work stops. */
export function KindBounds({ kind }: { readonly kind: Kind }) {
  return (
    <>
      <KindChoices kind={kind} />
      <KindReaders kind={kind} />
      <KindPart
        id="stop-boundary"
        title="Stop boundary"
        note="Asking for one of these is refused and recorded."
      >
        <p className="flex items-start gap-2">
          <Hand aria-hidden className="mt-1 size-4 shrink-0 text-held" />
          {kind.stopBoundary.statement}
        </p>
        <Bullets
          icon={<Ban aria-hidden className="mt-1 size-3.5 shrink-0 text-muted" />}
          texts={kind.stopBoundary.deniedActions.map((action) => action.text)}
        />
      </KindPart>
      {kind.agent.may.length + kind.agent.mustNot.length > 0 ? (
        <KindPart id="agent" title="Agents">
          <div className="grid gap-x-8 gap-y-4 text-sm sm:grid-cols-2">
            <Listed title="May" texts={kind.agent.may} icon={<Bot aria-hidden className={MARK} />} />
            <Listed title="Must not" texts={kind.agent.mustNot} icon={<Ban aria-hidden className={MARK} />} />
          </div>
        </KindPart>
      ) : null}
      <KindOrigin kind={kind} />
    </>
  );
}

const MARK = "mt-1 size-3.5 shrink-0 text-muted";

function KindChoices({ kind }: { readonly kind: Kind }) {
  const values = [kind.dispositions?.values, kind.verdicts?.values].flatMap((one) => one ?? []);
  return (
    <>
      {kind.options.mode === "none" ? null : (
        <KindPart
          id="options"
          title="Options"
          count={kind.options.items.length}
          note={
            kind.options.mode === "fixed"
              ? "A fixed set; nobody adds one."
              : `Between ${kind.options.min} and ${kind.options.max} of them.`
          }
        >
          <KindLines
            lines={kind.options.items.map((one) => ({
              key: one.key,
              title: one.text,
              note: one.consequence,
            }))}
            none="Each packet brings its own."
          />
        </KindPart>
      )}
      {values.length > 0 ? (
        <KindPart id="answers" title={kind.verdicts ? "Verdicts" : "Dispositions"} count={values.length}>
          <KindLines lines={values.map((value) => ({ key: value, title: headingOf(value) }))} />
        </KindPart>
      ) : null}
      {kind.blockedPaths.length > 0 ? (
        <KindPart id="blocked-paths" title="Blocked paths" count={kind.blockedPaths.length}>
          <KindLines
            lines={kind.blockedPaths.map((path) => ({
              key: path.key,
              title: path.text,
              aside: path.what === "authority" ? "belongs to others" : null,
              note: path.reason,
            }))}
          />
        </KindPart>
      ) : null}
    </>
  );
}

function KindReaders({ kind }: { readonly kind: Kind }) {
  const { lane, approval } = kind;
  return (
    <>
      {kind.annexes.length > 0 ? (
        <KindPart id="annexes" title="Annexes" count={kind.annexes.length}>
          <KindLines
            lines={kind.annexes.map((annex) => ({
              key: annex.key,
              title: annex.title,
              aside: `only for: ${spaced(annex.clearance)}${annex.fromSeed ? "" : " · ours"}`,
              note: `In its place: ${annex.placeholder.holds}. ${annex.placeholder.because} ${roleTitle(kind, annex.placeholder.liftedBy)} may lift it.`,
            }))}
          />
        </KindPart>
      ) : null}
      <KindPart id="release" title="Release">
        <KindLines
          lines={[
            {
              key: "approval",
              title: approval.releaseOwner
                ? `${roleTitle(kind, "release-owner")} approves one exact revision.`
                : "Nothing is released by approval; the record is what is kept.",
              aside: approval.releaseOwner ? `lapses after ${spanWords(approval.lapseHours * 60)}` : null,
              note:
                approval.requiredSigners.length > 0
                  ? `Signed by: ${rolesWords(kind, approval.requiredSigners)}.`
                  : null,
            },
            ...(lane
              ? [
                  {
                    key: "lane",
                    title: `Lane: ${lane.title}`,
                    aside: `at most ${spanWords(lane.maxWindowHours * 60)}`,
                    note: `${lane.audience}. ${lane.redistribution === "none" ? "Nobody passes it on." : "Passed on only to those listed."}`,
                  },
                ]
              : []),
          ]}
        />
      </KindPart>
    </>
  );
}

/** What the workspace settled where the seed is silent, and where the rest was read from. */
function KindOrigin({ kind }: { readonly kind: Kind }) {
  const added = [...kind.gates, ...kind.steps, ...kind.sinks, ...kind.outcomes].filter(
    (node) => node.node === null,
  );
  return (
    <KindPart
      id="ours"
      title="What is ours"
      note={
        kind.seed
          ? `Read from seed ${kind.seed.document}${kind.seed.no === null ? "" : `, no. ${kind.seed.no}`}: ${spaced(kind.seed.id)}.`
          : "This kind has no seed."
      }
    >
      <KindLines
        none="Nothing: all of it stands in the seed."
        lines={[
          ...kind.ours.map((text) => ({ key: text, title: text })),
          ...(kind.seed
            ? added.map((node) => ({
                key: `node ${node.key}`,
                title: "question" in node ? node.question : node.title,
                aside: "not in the seed's drawing",
              }))
            : []),
        ]}
      />
    </KindPart>
  );
}

interface ListedProps {
  readonly title: string;
  readonly texts: readonly string[];
  readonly icon: ReactNode;
}

function Listed({ title, texts, icon }: ListedProps) {
  return (
    <div>
      <h3 className="eyebrow">{title}</h3>
      {texts.length === 0 ? (
        <p className="mt-1 text-muted">Nothing is said.</p>
      ) : (
        <Bullets texts={texts} icon={icon} />
      )}
    </div>
  );
}

function Bullets({ texts, icon }: { readonly texts: readonly string[]; readonly icon: ReactNode }) {
  return (
    <ul className="mt-2 grid gap-1.5 text-sm">
      {texts.map((text) => (
        <li key={text} className="flex items-start gap-2">
          {icon}
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
