"use client";

import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { Anchor } from "@/lib/packet/anchor.schema";
import type { ClaimView, ObjectionView, RemarkView, SectionView } from "@/lib/packet/views";
import type { SeatedThing } from "../editor/anchors";
import type { EditorHandle } from "../editor/editor-handle";
import { type EditorSelection, PacketEditor } from "../editor/packet-editor";
import { isOpenObjection } from "../objections/objection-chip";
import { EditingMode, type Mode } from "./editing-mode";
import type { SelectedWords } from "./selection-acts";

export interface DocumentPaneProps {
  readonly documentId: string;
  readonly viewer: { readonly id: string; readonly name: string };
  /** The accessible name of the text. */
  readonly label: string;
  readonly sections: readonly Pick<SectionView, "key" | "title" | "help">[];
  readonly mayEdit: boolean;
  readonly frozen: boolean;
  /** Writing would cost this reader the right to approve; said before the first keystroke. */
  readonly writingForfeits: boolean;
  /** What stands above the text: the head of an annex. */
  readonly above?: ReactNode;
  /** What stands under the text: held details. */
  readonly after?: ReactNode;
  readonly claims: readonly ClaimView[];
  readonly objections: readonly ObjectionView[];
  readonly remarks: readonly RemarkView[];
  readonly onSelect: (words: SelectedWords | null) => void;
  readonly onHandle: (handle: EditorHandle | null) => void;
  readonly onPick: (id: string) => void;
}

/** The words of a selection with the section that they stand in; null where the section cannot be told. */
function selectedWords(selection: EditorSelection | null): SelectedWords | null {
  const node = window.getSelection()?.anchorNode ?? null;
  const element = node instanceof Element ? node : node?.parentElement;
  const sectionKey = element?.closest("[data-section]")?.getAttribute("data-section");
  if (!selection || !sectionKey) return null;
  const { blockId, quote } = selection.range;
  return { place: { kind: "span", sectionKey, ...selection.anchor }, quote, blockId };
}

function anchorOf(place: ObjectionView["place"] | null): Anchor | null {
  if (place?.kind !== "span") return null;
  const { kind: _kind, sectionKey: _sectionKey, ...anchor } = place;
  return anchor;
}

/** What is seated in the text: objections that somebody still has to move, and remarks that are not done. */
function seatedThings(
  objections: readonly ObjectionView[],
  remarks: readonly RemarkView[],
): readonly SeatedThing[] {
  const open = objections.filter((objection) => isOpenObjection(objection.state));
  const undone = remarks.filter((remark) => remark.doneAt === null);
  const seat = (kind: SeatedThing["kind"], id: string, place: ObjectionView["place"] | null) => {
    const anchor = anchorOf(place);
    return anchor ? [{ id, kind, anchor }] : [];
  };
  return [
    ...open.flatMap((objection) => seat("objection", objection.id, objection.place)),
    ...undone.flatMap((remark) => seat("remark", remark.id, remark.place)),
  ];
}

/** The live document in the middle of the room, with its mode. */
export function DocumentPane(props: DocumentPaneProps) {
  const { claims, objections, remarks, onSelect, mayEdit, writingForfeits } = props;
  const [chosen, setMode] = useState<Mode | null>(null);
  // Until somebody chooses, whoever may write does so, also when the text is opened again under their eyes.
  const mode = chosen ?? (mayEdit && !writingForfeits ? "editing" : "viewing");
  const onText = useMemo(
    () => claims.map(({ id, number, state }) => ({ id, label: `C${number}`, state })),
    [claims],
  );
  const seated = useMemo(() => seatedThings(objections, remarks), [objections, remarks]);
  const select = useCallback(
    (selection: EditorSelection | null) => onSelect(selectedWords(selection)),
    [onSelect],
  );
  const sections = props.sections.map(({ key, title, help }) => ({ key, title, ...(help ? { help } : {}) }));
  return (
    <div className="mx-auto w-full max-w-[46rem] px-5 pb-32 pt-6 sm:px-10">
      <EditingMode
        mode={mode}
        onMode={setMode}
        mayEdit={mayEdit}
        frozen={props.frozen}
        writingForfeits={writingForfeits}
      />
      {props.above}
      <PacketEditor
        sections={sections}
        actor={props.viewer}
        label={props.label}
        editable={mode === "editing"}
        claims={onText}
        seated={seated}
        onSelection={select}
        onPickSeat={props.onPick}
        handle={props.onHandle}
      />
      {props.after}
    </div>
  );
}
