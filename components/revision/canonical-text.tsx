import { createElement, Fragment, type ReactNode } from "react";
import type {
  CanonicalBlock,
  CanonicalCell,
  CanonicalRun,
  CanonicalSection,
  TextMark,
} from "@/lib/collab/projection";

/** A claim's number and state, by claim id, for the underline and its words. */
export type ClaimMarks = ReadonlyMap<string, { readonly number: number; readonly state?: string }>;

interface Marking {
  readonly section: CanonicalSection;
  readonly claims: ClaimMarks;
}

/** One section of a canonical revision as people read it: exactly its blocks, its claims underlined and numbered. */
export function SectionText({
  section,
  claims,
}: {
  readonly section: CanonicalSection;
  readonly claims: ClaimMarks;
}) {
  const marking = { section, claims };
  if (isEmpty(section)) return <p className="text-muted italic">Nothing was written in this section.</p>;
  return <div className="packet-text">{section.blocks.map((block) => blockView(block, marking))}</div>;
}

function isEmpty(section: CanonicalSection): boolean {
  return section.blocks.every((block) => block.type === "paragraph" && block.runs.length === 0);
}

function blockView(block: CanonicalBlock, marking: Marking): ReactNode {
  switch (block.type) {
    case "paragraph":
      return (
        <p key={block.id} id={`b-${block.id}`}>
          {runsView(block.id, block.runs, marking)}
        </p>
      );
    case "heading":
      // A document's own headings stand below the section's, which is an h2.
      return createElement(
        `h${Math.min(block.level + 2, 6)}`,
        { key: block.id, id: `b-${block.id}` },
        runsView(block.id, block.runs, marking),
      );
    case "code-block":
      return (
        <pre key={block.id} id={`b-${block.id}`}>
          <code>{block.text}</code>
        </pre>
      );
    case "quote":
      return <blockquote key={block.id}>{block.blocks.map((inner) => blockView(inner, marking))}</blockquote>;
    case "rule":
      return <hr key={block.id} />;
    case "table":
      return tableView(block.id, block.rows, marking);
    default:
      return listView(block, marking);
  }
}

type ListBlock = Extract<CanonicalBlock, { items: unknown }>;

function listView(block: ListBlock, marking: Marking): ReactNode {
  const items = block.items.map((item, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a revision never changes, so a place is an identity
    <li key={i}>
      {item.done === undefined ? null : (
        <span className="shrink-0 font-sans text-sm">
          <span aria-hidden>{item.done ? "☑" : "☐"}</span>
          <span className="sr-only">{item.done ? "done: " : "not done: "}</span>
        </span>
      )}
      <div>{item.blocks.map((inner) => blockView(inner, marking))}</div>
    </li>
  ));
  if (block.type === "ordered-list") {
    return (
      <ol key={block.id} start={block.start}>
        {items}
      </ol>
    );
  }
  return (
    <ul key={block.id} data-type={block.type === "task-list" ? "taskList" : undefined}>
      {items}
    </ul>
  );
}

function tableView(id: string, rows: readonly (readonly CanonicalCell[])[], marking: Marking): ReactNode {
  return (
    <div key={id} className="overflow-x-auto">
      <table id={`b-${id}`}>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a revision never changes, so a place is an identity
            <tr key={i}>
              {row.map((cell, j) =>
                createElement(
                  cell.header ? "th" : "td",
                  { key: j, colSpan: cell.colspan, rowSpan: cell.rowspan },
                  cell.blocks.map((inner) => blockView(inner, marking)),
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Cuts a block's runs at every edge of a claim, so that each piece is inside or outside as a whole. */
function runsView(blockId: string, runs: readonly CanonicalRun[], marking: Marking): ReactNode {
  const ranges = marking.section.claims.flatMap((claim) =>
    claim.ranges
      .filter((range) => range.blockId === blockId)
      .map((range) => ({ ...range, id: claim.claimId })),
  );
  const edges = [...new Set(ranges.flatMap((range) => [range.from, range.to]))].sort((a, b) => a - b);
  let at = 0;
  return runs.map((run) => {
    const start = at;
    at += run.text.length;
    const cuts = [start, ...edges.filter((edge) => edge > start && edge < at), at];
    return cuts.slice(1).map((end, i) => {
      const from = cuts[i] ?? start;
      const inside = ranges.filter((range) => range.from <= from && range.to >= end);
      const closing = inside.filter((range) => range.to === end).map((range) => range.id);
      const text = runView(run, run.text.slice(from - start, end - start));
      return <Fragment key={from}>{claimView(text, inside, closing, marking.claims)}</Fragment>;
    });
  });
}

function claimView(
  text: ReactNode,
  inside: readonly { readonly id: string }[],
  closing: readonly string[],
  claims: ClaimMarks,
): ReactNode {
  const known = inside.map((range) => claims.get(range.id)).find((claim) => claim !== undefined);
  if (!known) return text;
  return (
    <>
      <span className={`claim-${known.state ?? "traced"}`}>{text}</span>
      {closing.map((id) => {
        const claim = claims.get(id);
        return claim ? (
          <sup key={id} className="ml-px font-sans text-2xs text-muted">
            <a href={`#claim-${claim.number}`} className="no-underline!">
              C{claim.number}
              {claim.state ? <span className="sr-only"> ({claim.state})</span> : null}
            </a>
          </sup>
        ) : null;
      })}
    </>
  );
}

function marked(inner: ReactNode, mark: TextMark): ReactNode {
  if (mark === "bold") return <strong>{inner}</strong>;
  if (mark === "italic") return <em>{inner}</em>;
  if (mark === "code") return <code>{inner}</code>;
  return <s>{inner}</s>;
}

function runView(run: CanonicalRun, text: string): ReactNode {
  let view = withBreaks(text);
  for (const mark of run.marks ?? []) view = marked(view, mark);
  if (!run.href) return view;
  return (
    <a href={run.href} rel="noopener noreferrer nofollow" target="_blank">
      {view}
    </a>
  );
}

function withBreaks(text: string): ReactNode {
  const lines = text.split("\n");
  if (lines.length === 1) return text;
  return lines.map((line, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a revision never changes, so a place is an identity
    <Fragment key={i}>
      {i > 0 ? <br /> : null}
      {line}
    </Fragment>
  ));
}
