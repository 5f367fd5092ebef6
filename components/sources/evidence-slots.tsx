import type { SourceView } from "@/lib/packet/views";
import { MeaningText } from "../ui/meaning";
import { AttachForm } from "./attach-form";
import type { UploadTarget } from "./upload-source";

/** A place for evidence that the packet's kind names. */
export interface SlotView {
  readonly key: string;
  readonly label: string;
  readonly required: boolean;
  readonly help?: string | undefined;
}

interface EvidenceSlotsProps {
  readonly slots: readonly SlotView[];
  readonly sources: readonly SourceView[];
  readonly target: UploadTarget;
  readonly mayAdd: boolean;
}

/** What evidence the kind asks for, what fills each place, and the way to fill it. */
export function EvidenceSlots({ slots, sources, target, mayAdd }: EvidenceSlotsProps) {
  return (
    <ul className="hairline-rows">
      {slots.map((slot) => {
        const filled = sources.filter((source) => source.slotKey === slot.key && !source.retired);
        return (
          <li key={slot.key} id={`slot-${slot.key}`} className="scroll-mt-36 py-4">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-medium">{slot.label}</span>
              <SlotState required={slot.required} filled={filled} />
            </p>
            {slot.help ? <p className="mt-0.5 text-sm text-muted">{slot.help}</p> : null}
            {mayAdd ? (
              <details className="mt-2">
                <summary className="w-fit cursor-pointer text-sm text-accent">Attach a file here</summary>
                <div className="mt-3">
                  <AttachForm target={{ ...target, slotKey: slot.key }} what={slot.label} />
                </div>
              </details>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function SlotState({ required, filled }: { required: boolean; filled: readonly SourceView[] }) {
  if (filled.length > 0) {
    return (
      <MeaningText meaning="ok" className="text-xs">
        {filled.map((source) => `S${source.number}`).join(", ")}
      </MeaningText>
    );
  }
  return required ? (
    <MeaningText meaning="held" className="text-xs">
      required, missing
    </MeaningText>
  ) : (
    <span className="text-xs text-muted">optional</span>
  );
}
