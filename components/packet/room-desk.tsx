"use client";

import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import type { ClaimView, ObjectionView, PacketRoomView, RemarkView } from "@/lib/packet/views";
import { DocumentSessionProvider } from "../editor/document-session";
import type { EditorHandle } from "../editor/editor-handle";
import { PresenceFaces } from "../editor/presence-faces";
import { SaveState } from "../editor/save-state";
import type { ActionState, FormAction } from "../ui/action-form";
import { DocumentPane, type DocumentPaneProps } from "./document-pane";
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
    "claims" | "objections" | "remarks" | "onSelect" | "onHandle" | "onPick"
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
  const [handle, setHandle] = useState<EditorHandle | null>(null);
  const pick = (id: string) => {
    const objection = objections.find((one) => one.id === id);
    setTab(objection ? "objections" : "remarks");
    requestAnimationFrame(() => document.getElementById(`seat-${id}`)?.scrollIntoView({ block: "nearest" }));
  };
  const claim = async (words: SelectedWords, assertion: unknown): Promise<string | null> => {
    const id = crypto.randomUUID();
    const { quote, blockId } = words;
    const made = await actions.makeClaim({ id, packetId, annexId, quote, blockId, assertion });
    if (made.kind === "refused") return [made.message, made.detail].filter(Boolean).join(" ");
    if (!handle?.applyClaimMark(id)) return "These words are no longer there. Select them again.";
    setTab("claims");
    return null;
  };
  return (
    <DocumentSessionProvider documentId={props.document.documentId}>
      <PresenceInBar />
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
            onShowClaim={(one) => handle?.scrollToClaim(one.id)}
            onShowObjection={(one) => showPlace(handle, one.place)}
          />
        }
      >
        <DocumentPane
          {...props.document}
          claims={claims}
          objections={objections}
          remarks={remarks}
          onSelect={setSelected}
          onHandle={setHandle}
          onPick={pick}
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
          onOpen={(what) => (what === "claim" ? handle?.makeClaim() : undefined)}
        />
      </RoomFrame>
    </DocumentSessionProvider>
  );
}

function showPlace(handle: EditorHandle | null, place: ObjectionView["place"]): void {
  if (place.kind === "claim") handle?.scrollToClaim(place.claimId);
  if (place.kind !== "span") return;
  const { kind: _kind, sectionKey: _sectionKey, ...anchor } = place;
  handle?.scrollToAnchor(anchor);
}

/** Who is here and whether the text is saved, shown in the packet's bar above the room. */
function PresenceInBar() {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  useEffect(() => setSlot(document.getElementById("presence")), []);
  if (!slot) return null;
  return createPortal(
    <>
      <PresenceFaces />
      <SaveState />
    </>,
    slot,
  );
}
