"use client";

import { useState } from "react";
import type { ClaimView, ObjectionActWord, ObjectionView, PersonView, RemarkView } from "@/lib/packet/views";
import { ClaimList } from "../claims/claim-list";
import { type ObjectionActions, ObjectionActs } from "../objections/objection-acts";
import { isOpenObjection } from "../objections/objection-chip";
import { ObjectionEvents, ObjectionHead, ObjectionQuote } from "../objections/objection-thread";
import { RemarkList } from "../remarks/remark-list";
import type { FormAction } from "../ui/action-form";
import { Tabs } from "../ui/tabs";

export interface InspectorActions {
  readonly objections: ObjectionActions;
  readonly untrace: FormAction;
  readonly remark: FormAction;
}

interface InspectorProps {
  readonly slug: string;
  readonly packetId: string;
  readonly annexId: string | null;
  readonly claims: readonly ClaimView[];
  readonly objections: readonly ObjectionView[];
  readonly remarks: readonly RemarkView[];
  readonly people: readonly PersonView[];
  readonly mayRemark: boolean;
  readonly actions: InspectorActions;
  /** The last tab: plain facts of the packet or the annex. */
  readonly details: React.ReactNode;
  readonly tab: string;
  readonly onTab: (tab: string) => void;
  readonly onShowClaim?: (claim: ClaimView) => void;
  readonly onShowObjection?: (objection: ObjectionView) => void;
}

/** What stands beside the text: claims, objections, remarks and plain facts. */
export function Inspector(props: InspectorProps) {
  const { slug, packetId, annexId, claims, objections, remarks, actions } = props;
  const open = objections.filter((objection) => isOpenObjection(objection.state));
  return (
    <Tabs
      label="Inspector"
      value={props.tab}
      onChange={props.onTab}
      tabs={[
        {
          key: "claims",
          title: "Claims",
          count: claims.length,
          content: (
            <ClaimList
              claims={claims}
              slug={slug}
              packetId={packetId}
              untrace={actions.untrace}
              onShow={props.onShowClaim}
            />
          ),
        },
        { key: "objections", title: "Objections", count: open.length, content: <Threads {...props} /> },
        {
          key: "remarks",
          title: "Remarks",
          count: remarks.filter((remark) => remark.doneAt === null).length,
          content: (
            <RemarkList
              remarks={remarks}
              packetId={packetId}
              annexId={annexId}
              mayWrite={props.mayRemark}
              write={actions.remark}
            />
          ),
        },
        { key: "details", title: "Details", content: props.details },
      ]}
    />
  );
}

function Threads({ objections, packetId, slug, people, actions, onShowObjection }: InspectorProps) {
  const [form, setForm] = useState<{ readonly id: string; readonly act: ObjectionActWord } | null>(null);
  if (objections.length === 0) {
    return (
      <p className="p-4 text-sm text-muted">
        Nobody objects. A reviewer selects words and presses o; an objection stays in the record whatever
        becomes of it.
      </p>
    );
  }
  const sorted = [...objections].sort(
    (a, b) =>
      Number(b.anchorLost) - Number(a.anchorLost) ||
      Number(isOpenObjection(b.state)) - Number(isOpenObjection(a.state)) ||
      a.number - b.number,
  );
  return (
    <ol className="hairline-rows">
      {sorted.map((objection) => (
        <li key={objection.id} id={`seat-${objection.id}`} className="px-4 py-4">
          <ObjectionHead objection={objection} />
          <ObjectionQuote objection={objection} onShow={() => onShowObjection?.(objection)} />
          <ObjectionEvents objection={objection} />
          <ObjectionActs
            objection={objection}
            packetId={packetId}
            actions={actions.objections}
            people={people}
            open={form?.id === objection.id ? form.act : null}
            onOpen={(act) => setForm(act ? { id: objection.id, act } : null)}
          />
        </li>
      ))}
      <li className="px-4 py-3 text-sm">
        <a href={`/packets/${slug}/objections`} className="link">
          The whole ledger, with filters
        </a>
      </li>
    </ol>
  );
}
