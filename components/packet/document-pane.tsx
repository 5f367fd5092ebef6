"use client";

import type { ReactNode } from "react";
import type { ClaimView, ObjectionView, RemarkView, SectionView } from "@/lib/packet/views";
import type { SelectedWords } from "./selection-acts";

/** What the desk asks of a live document. */
export interface DocumentHandle {
  /** Marks the words as this claim. */
  markClaim(claimId: string, words: SelectedWords): void;
  /** Scrolls to a block and shows it. */
  showBlock(blockId: string | null): void;
}

export interface DocumentPaneProps {
  readonly documentId: string;
  readonly sections: readonly SectionView[];
  readonly mayEdit: boolean;
  readonly frozen: boolean;
  /** Writing would cost this reader the right to approve; said before the first keystroke. */
  readonly writingForfeits: boolean;
  readonly claims: readonly ClaimView[];
  readonly objections: readonly ObjectionView[];
  readonly remarks: readonly RemarkView[];
  /** What stands above the text: the head of an annex. */
  readonly above?: ReactNode;
  /** What stands under the text: held details. */
  readonly after?: ReactNode;
  readonly onSelect: (words: SelectedWords | null) => void;
  readonly onReady: (handle: DocumentHandle) => void;
  readonly onClaim: (claimId: string) => void;
}

/** The live document in the middle of the room. */
export function DocumentPane({ sections, above, after }: DocumentPaneProps) {
  return (
    <div className="mx-auto w-full max-w-3xl px-5 py-10 sm:px-10">
      {above}
      {sections.map((section) => (
        <section key={section.key} id={`section-${section.key}`} className="mb-10 scroll-mt-40">
          <h2 className="title text-xl">{section.title}</h2>
        </section>
      ))}
      {after}
    </div>
  );
}
