"use client";

import { type ReactNode, useState } from "react";
import type { ReadEvidence } from "@/lib/evidence/inspect";
import { linesOf, type TextPlace } from "@/lib/evidence/lines";
import type { Locator } from "@/lib/evidence/locator.schema";
import type { Where } from "@/lib/evidence/resolve";
import type { EvidenceView, SourceText } from "@/lib/evidence/view";
import { Notice } from "../ui/meaning";
import { type Tab, Tabs } from "../ui/tabs";
import { AttestationView } from "./attestation-view";
import { ComponentTable } from "./component-table";
import { FactsTable } from "./facts-table";
import { FormatBadge } from "./format-badge";
import { ProblemList } from "./problem-list";
import type { OnSelectLocator } from "./select-locator";
import { SourceTextView } from "./source-text-view";
import { TestTable } from "./test-table";

interface EvidenceViewerProps {
  readonly evidence: ReadEvidence;
  /** The file as text; null where it has none. */
  readonly text: SourceText | null;
  /** The place to show first with where it was resolved; null where none is asked for or it leads nowhere. */
  readonly at?: { readonly locator: Locator; readonly where: Where } | null;
  readonly onSelectLocator?: OnSelectLocator;
  /** Asks for another place, as from a fact to the text; the caller resolves it and gives it as `at`. */
  readonly onShow?: (locator: Locator) => void;
}

/** A source version as a person reads it: its own view, its facts, and its text with the place in question. */
export function EvidenceViewer({ evidence, text, at, onSelectLocator, onShow }: EvidenceViewerProps) {
  const [chosen, choose] = useState<{ readonly tab: string; readonly at: unknown } | null>(null);
  const tabs = tabsOf({ evidence, text, at: at ?? null, onSelectLocator, onShow });
  // A new place brings its own tab to the front; after that the reader chooses.
  const asked = at ? tabOf(at, evidence.view) : null;
  const value = chosen && chosen.at === at ? chosen.tab : (asked ?? tabs[0]?.key);
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <FormatBadge
          format={evidence.format}
          formatVersion={evidence.formatVersion}
          status={evidence.status}
        />
      </div>
      <ProblemList problems={evidence.problems} onShow={onShow} />
      {evidence.view.kind === "none" ? (
        <Notice meaning="plain">{evidence.view.because}</Notice>
      ) : (
        <Tabs
          label="Ways to read this source"
          tabs={tabs}
          {...(value ? { value } : {})}
          onChange={(tab) => choose({ tab, at })}
        />
      )}
    </div>
  );
}

/** The tab that shows a place best: a test in its table, words of a payload in the payload, the rest in the text. */
function tabOf({ locator, where }: { locator: Locator; where: Where }, view: EvidenceView): string {
  if (locator.kind === "junit-case") return "view";
  if (where.view === "payload") return "payload";
  const isRow = view.kind === "components" && /^\/(components|vulnerabilities)\/\d+/.test(pointerIn(locator));
  return isRow ? "view" : "source";
}

function pointerIn(locator: Locator): string {
  return locator.kind === "json-pointer" ? locator.pointer : "";
}

interface TabInput {
  readonly evidence: ReadEvidence;
  readonly text: SourceText | null;
  readonly at: { readonly locator: Locator; readonly where: Where } | null;
  readonly onSelectLocator: OnSelectLocator | undefined;
  readonly onShow: ((locator: Locator) => void) | undefined;
}

function tabsOf({ evidence, text, at, onSelectLocator, onShow }: TabInput): readonly Tab[] {
  const listen = onSelectLocator ? { onSelectLocator } : {};
  const place = at?.where ?? null;
  const own = ownView(evidence.view, at?.locator ?? null, listen);
  const tabs: Tab[] = own ? [{ key: "view", ...own }] : [];
  const shown = payloadOf(evidence.view, place);
  if (shown && place) {
    const payload = <SourceTextView text={shown} caption="Decoded payload" highlight={place} />;
    tabs.push({ key: "payload", title: "Payload", content: payload });
  }
  if (text) {
    const highlight: TextPlace | null = place?.view === "source" ? place : null;
    const source = (
      <SourceTextView text={text} caption="Text of the file" highlight={highlight} {...listen} />
    );
    tabs.push({ key: "source", title: "Source", content: source });
  }
  if (evidence.facts.length > 0) {
    const facts = (
      <FactsTable
        facts={evidence.facts}
        at={at?.locator ?? null}
        {...listen}
        {...(onShow ? { onShow } : {})}
      />
    );
    tabs.push({ key: "facts", title: "Facts", count: evidence.facts.length, content: facts });
  }
  return tabs.map((tab) => ({ ...tab, content: <div className="py-4">{tab.content}</div> }));
}

function ownView(
  view: EvidenceView,
  at: Locator | null,
  listen: { readonly onSelectLocator?: OnSelectLocator },
): { readonly title: string; readonly count: number; readonly content: ReactNode } | null {
  if (view.kind === "tests") {
    const { counts, rows, total } = view;
    return {
      title: "Tests",
      count: total,
      content: <TestTable {...{ counts, rows, total, at }} {...listen} />,
    };
  }
  if (view.kind === "components") {
    const { kind: _kind, ...props } = view;
    return {
      title: "Components",
      count: view.total,
      content: <ComponentTable {...props} at={at} {...listen} />,
    };
  }
  if (view.kind === "attestation") {
    const { statements, total } = view;
    return {
      title: "Statements",
      count: total,
      content: <AttestationView {...{ statements, total, at }} {...listen} />,
    };
  }
  return null;
}

/** The decoded payload that a place stands in, as lines in the payload's own coordinates. */
function payloadOf(view: EvidenceView, place: Where | null): SourceText | null {
  if (view.kind !== "attestation" || place?.view !== "payload") return null;
  const payload = view.statements.find(
    (statement) => statement.payload?.at === place.payloadAt && statement.payload?.line === place.payloadLine,
  )?.payload;
  if (!payload) return null;
  const lines = linesOf(payload.text);
  return { firstLine: 1, lines, totalLines: lines.length };
}
