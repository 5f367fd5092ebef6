"use client";

import { Ban, Hand } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { FlowView } from "@/lib/flow/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { TextField } from "../ui/form-field";
import { HiddenFields } from "./hidden-fields";

interface StopBoundaryPanelProps {
  readonly boundary: FlowView["stopBoundary"];
  readonly packetId: string;
  readonly may: boolean;
  readonly request: FormAction;
}

/** What this packet never does. Asking for it is possible, is refused, and is recorded. */
export function StopBoundaryPanel({ boundary, packetId, may, request }: StopBoundaryPanelProps) {
  const router = useRouter();
  const [open, setOpen] = useState<string | null>(null);
  // It is always refused, and yet written down: the checks and registers of this page have moved.
  const ask: FormAction = async (before, form) => {
    const answer = await request(before, form);
    router.refresh();
    return answer;
  };
  return (
    <section aria-labelledby="stop-boundary" className="border-t border-line-strong pt-4">
      <h2 id="stop-boundary" className="text-base font-semibold">
        Where it stops
      </h2>
      <p className="mt-2 flex items-start gap-2 text-sm">
        <Hand aria-hidden className="mt-0.5 size-4 shrink-0 text-held" />
        {boundary.statement}
      </p>
      <ul className="hairline-rows mt-2 text-sm">
        {boundary.denied.map((action) => (
          <li key={action.key} className="py-2">
            <div className="flex items-start gap-2">
              <Ban aria-hidden className="mt-1 size-3.5 shrink-0 text-muted" />
              <span className="min-w-0 flex-1">{action.text}</span>
              {may ? (
                <Button
                  size="sm"
                  look="plain"
                  className="no-print"
                  aria-expanded={open === action.key}
                  aria-label={`Ask for it: ${action.text}`}
                  onClick={() => setOpen(open === action.key ? null : action.key)}
                >
                  Ask for it
                </Button>
              ) : null}
            </div>
            {open === action.key ? (
              <ActionForm action={ask} className="no-print ml-5.5 mt-2">
                <HiddenFields fields={{ packetId, action: action.key }} />
                <p className="text-xs text-muted">
                  It will be refused: nobody does it from here. That you asked is kept in the ledger, and the
                  packet shows it.
                </p>
                <div className="mt-2 flex flex-wrap items-end gap-2">
                  <TextField
                    name="note"
                    label="A note, if you like"
                    maxLength={4000}
                    fieldClassName="min-w-48 flex-1"
                  />
                  <SubmitButton look="quiet">Ask, and have it recorded</SubmitButton>
                </div>
              </ActionForm>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
