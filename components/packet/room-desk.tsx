"use client";

import { type ReactNode, useMemo, useState } from "react";
import type { ClaimView, ObjectionView, PacketRoomView, RemarkView } from "@/lib/packet/views";
import type { ActionState, FormAction } from "../ui/action-form";
import { type DocumentHandle, DocumentPane, type DocumentPaneProps } from "./document-pane";
import { Inspector, type InspectorActions } from "./inspector";
import { RoomFrame } from "./room-frame";
import { type SelectedWords, SelectionActs } from "./selection-acts";

/** Makes the row of a claim; the mark follows it. */
export type MakeClaim = (input: {
  readonly id: string;
  readonly packetId: string;
  readonly annexId: string | null;
  readonly quote: string;
  readonly blockId: string | null;
  readonly assertion: unknown;
}) => Promise<ActionState<{ readonly claimId: string; readonly number: number }>>;

export interface DeskActions extends InspectorActions {
  readonly raise: FormAction;
  readonly makeClaim: MakeClaim;
}

interface RoomDeskProps {
  readonly slug: string;
  readonly packetId: string;
  readonly annexId: string | null;
  readonly document: Omit<
    DocumentPaneProps,
    "claims" | "objections" | "remarks" | "onSelect" | "onReady" | "onClaim"
  >;
  readonly claims: readonly ClaimView[];
  readonly objections: readonly ObjectionView[];
  readonly remarks: readonly RemarkView[];
  readonly people: PacketRoomView["people"];
  readonly objectionClasses: readonly string[];
  readonly may: { readonly claim: boolean; readonly object: boolean; readonly remark: boolean };
  readonly actions: DeskActions;
  readonly rail: ReactNode;
  readonly details: ReactNode;
  readonly initialTab: string;
}

/** The room: rail, live document, inspector, and what a selection can become. */
export function RoomDesk(props: RoomDeskProps) {
  const { slug, packetId, annexId, claims, objections, remarks, actions } = props;
  const [tab, setTab] = useState(props.initialTab);
  const [selected, setSelected] = useState<SelectedWords | null>(null);
  const [handle, setHandle] = useState<DocumentHandle | null>(null);
  const byId = useMemo(() => new Map(claims.map((claim) => [claim.id, claim])), [claims]);
  const showClaim = (id: string) => {
    setTab("claims");
    const number = byId.get(id)?.number;
    requestAnimationFrame(() => document.getElementById(`claim-${number}`)?.focus());
  };
  const claim = async (words: SelectedWords, assertion: unknown): Promise<string | null> => {
    const id = crypto.randomUUID();
    const { quote, blockId } = words;
    const made = await actions.makeClaim({ id, packetId, annexId, quote, blockId, assertion });
    if (made.kind === "refused") return [made.message, made.detail].filter(Boolean).join(" ");
    handle?.markClaim(id, words);
    setTab("claims");
    return null;
  };
  return (
    <RoomFrame
      rail={props.rail}
      inspector={
        <Inspector
          slug={slug}
          packetId={packetId}
          annexId={annexId}
          claims={claims}
          objections={objections}
          remarks={remarks}
          people={props.people}
          mayRemark={props.may.remark}
          actions={actions}
          details={props.details}
          tab={tab}
          onTab={setTab}
          onShowClaim={(one) => handle?.showBlock(one.blockId)}
        />
      }
    >
      <DocumentPane
        {...props.document}
        claims={claims}
        objections={objections}
        remarks={remarks}
        onSelect={setSelected}
        onReady={setHandle}
        onClaim={showClaim}
      />
      <SelectionActs
        packetId={packetId}
        annexId={annexId}
        selected={selected}
        classes={props.objectionClasses}
        may={props.may}
        raise={actions.raise}
        remark={actions.remark}
        claim={claim}
      />
    </RoomFrame>
  );
}
