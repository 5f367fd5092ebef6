"use client";

import { useState } from "react";
import type { FlowStartView } from "@/lib/flow/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { RadioRow } from "../ui/field";
import { SelectField } from "../ui/form-field";
import { useToast } from "../ui/toast";
import { ActPanel } from "./act-panel";
import { HiddenFields } from "./hidden-fields";

interface StartPanelProps {
  readonly title: string;
  readonly starts: readonly FlowStartView[];
  readonly packetId: string;
  readonly may: boolean;
  readonly start: FormAction;
}

/** Where a run begins: by a person, or by a new version of the evidence that the kind names. */
export function StartPanel({ title, starts, packetId, may, start }: StartPanelProps) {
  const say = useToast();
  const possible = starts.filter((one) => one.on === null || one.triggers.length > 0);
  const [index, setIndex] = useState(possible[0]?.index ?? 0);
  const chosen = starts.find((one) => one.index === index);
  if (!may) return null;
  return (
    <ActPanel title={title} who="By whoever works on the packet.">
      <ActionForm action={start} className="grid gap-4" onDone={() => say("ok", "A run has begun.")}>
        <HiddenFields fields={{ packetId, start: String(index) }} />
        {starts.length > 1 ? (
          <fieldset className="grid gap-2">
            <legend className="mb-2 font-medium">Where it begins</legend>
            {starts.map((one) => (
              <RadioRow
                key={one.index}
                name="where"
                label={one.on ? `A new version of: ${one.on.label}` : "A person begins"}
                hint={startHint(one)}
                value={one.index}
                checked={one.index === index}
                disabled={!possible.includes(one)}
                onChange={() => setIndex(one.index)}
              />
            ))}
          </fieldset>
        ) : (
          <p className="text-ink-soft">It begins with: {chosen?.to}</p>
        )}
        {chosen && chosen.triggers.length > 0 ? (
          <SelectField
            name="triggerVersionId"
            label="Begun by"
            choices={chosen.triggers.map((one) => ({ value: one.versionId, label: one.says }))}
          />
        ) : null}
        {possible.length === 0 ? (
          <p className="text-muted">
            A run begins with a new version of: {starts.map((one) => one.on?.label).join(", ")}. Add it under
            Sources.
          </p>
        ) : (
          <div>
            <SubmitButton>Begin the run</SubmitButton>
          </div>
        )}
      </ActionForm>
    </ActPanel>
  );
}

function startHint(start: FlowStartView): string {
  if (start.on !== null && start.triggers.length === 0) return "No version that has not begun a run yet.";
  return `Then: ${start.to}`;
}
