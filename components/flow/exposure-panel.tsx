"use client";

import { Siren } from "lucide-react";
import { useState } from "react";
import type { FlowExposuresView } from "@/lib/flow/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { TextareaField } from "../ui/form-field";
import { Notice } from "../ui/meaning";
import { useToast } from "../ui/toast";
import { HiddenFields } from "./hidden-fields";

interface ExposurePanelProps {
  readonly exposures: FlowExposuresView;
  readonly packetId: string;
  readonly slug: string;
  readonly addRow: FormAction;
}

/** The way out of the routine: one act reports a live exposure, and the gate that asks for one then diverts. */
export function ExposurePanel({ exposures, packetId, slug, addRow }: ExposurePanelProps) {
  const say = useToast();
  const [open, setOpen] = useState(false);
  return (
    <section aria-label="Live exposure" className="no-print grid gap-3">
      {exposures.live.map((one) => (
        <Notice key={one.rowId} meaning="broken" icon={Siren} role="status">
          <span className="font-medium">Live exposure:</span> {one.what} Until evidence clears it, the gate
          that asks for exposures leads out of the routine.{" "}
          <a className="link" href={`/packets/${slug}/registers/exposures`}>
            Name what clears it
          </a>
        </Notice>
      ))}
      {exposures.mayReport && !open ? (
        <Button look="danger" className="w-fit" onClick={() => setOpen(true)}>
          <Siren aria-hidden /> Report a live exposure
        </Button>
      ) : null}
      {exposures.mayReport && open ? (
        <ActionForm
          action={addRow}
          className="grid gap-3"
          onDone={() => {
            setOpen(false);
            say("held", "The exposure stands. The next gate that asks for one diverts.");
          }}
        >
          <HiddenFields fields={{ packetId, register: "exposures" }} />
          <TextareaField
            name="columns.what"
            label="What is exposed, and where"
            hint="One sentence is enough; the packet leaves the routine at the next gate that asks."
            maxLength={4000}
            required
            autoFocus
          />
          <div className="flex gap-2">
            <SubmitButton look="danger">Report it</SubmitButton>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
          </div>
        </ActionForm>
      ) : null}
    </section>
  );
}
