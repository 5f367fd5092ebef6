"use client";

import type { RemarkView } from "@/lib/packet/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Avatar } from "../ui/avatar";
import { TextareaField } from "../ui/form-field";
import { RelativeTime } from "../ui/relative-time";

interface RemarkListProps {
  readonly remarks: readonly RemarkView[];
  readonly packetId: string;
  readonly annexId: string | null;
  readonly mayWrite: boolean;
  readonly write: FormAction;
}

/** Remarks: cheap, never blocking, in no revision. */
export function RemarkList({ remarks, packetId, annexId, mayWrite, write }: RemarkListProps) {
  return (
    <div className="px-4 py-3">
      <p className="text-xs text-muted">
        Remarks never block and are in no revision. What must be settled is an objection.
      </p>
      <ol className="mt-2 hairline-rows">
        {remarks.map((remark) => (
          <Remark key={remark.id} remark={remark} />
        ))}
      </ol>
      {mayWrite ? (
        <ActionForm action={write} clearOnDone className="mt-3 grid gap-2 border-t border-line pt-3">
          <input type="hidden" name="packetId" value={packetId} />
          {annexId ? <input type="hidden" name="annexId" value={annexId} /> : null}
          <TextareaField name="text" label="A remark" rows={2} required />
          <div>
            <SubmitButton size="sm" look="quiet">
              Write it
            </SubmitButton>
          </div>
        </ActionForm>
      ) : null}
    </div>
  );
}

function Remark({ remark }: { readonly remark: RemarkView }) {
  return (
    <li className="flex gap-2.5 py-2.5 text-sm">
      <Avatar id={remark.author.id} name={remark.author.name} />
      <div className="min-w-0 flex-1">
        <p className="text-xs text-muted">
          <span className="font-medium text-ink">{remark.author.name}</span> <RelativeTime at={remark.at} />
          {remark.doneAt ? " · done" : ""}
        </p>
        {remark.quote ? (
          <p className="border-l-2 border-line-strong pl-2 font-serif text-muted">“{remark.quote}”</p>
        ) : null}
        <p className="whitespace-pre-wrap">{remark.text}</p>
        {remark.replies.length > 0 ? (
          <ol>
            {remark.replies.map((reply) => (
              <Remark key={reply.id} remark={reply} />
            ))}
          </ol>
        ) : null}
      </div>
    </li>
  );
}
