"use client";

import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextareaField } from "../ui/form-field";

interface WithdrawReleaseProps {
  readonly releaseId: string;
  readonly withdraw: FormAction<{ readonly href?: string; readonly says?: string }>;
}

/** Withdraws a release, with the reason that its lane will read. */
export function WithdrawRelease({ releaseId, withdraw }: WithdrawReleaseProps) {
  return (
    <div>
      <Dialog
        trigger={<Button look="danger">Withdraw the release…</Button>}
        title="Withdraw the release"
        description="The lane can no longer read it, and its copies say so. It cannot be undone; a new release needs a new approval."
      >
        <ActionForm action={withdraw} className="grid gap-4">
          <input type="hidden" name="releaseId" value={releaseId} />
          <TextareaField name="reason" label="Reason, shown to the lane" required autoFocus />
          <div>
            <SubmitButton look="danger">Withdraw</SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
    </div>
  );
}
