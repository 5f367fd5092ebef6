"use client";

import { FINDING_TYPES, findingWords } from "@/lib/lanes/findings";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SelectField, TextareaField, TextField } from "../ui/form-field";
import { Notice } from "../ui/meaning";

type Says = FormAction<{ readonly href?: string; readonly says?: string }>;

const CHOICES = FINDING_TYPES.map((type) => ({ value: type, label: findingWords(type) }));

/** Says what is wrong with a release that is open; from then on it is on hold. */
export function ReportFinding({ releaseId, report }: { readonly releaseId: string; readonly report: Says }) {
  return (
    <Dialog
      trigger={<Button look="quiet">Report a finding…</Button>}
      title="Report a finding"
      description="What you write is recorded and read by the packet's people. The release is put on hold: its lane can read it and reads why it should not be relied on."
    >
      <ActionForm action={report} className="grid gap-4">
        <input type="hidden" name="releaseId" value={releaseId} />
        <SelectField name="type" label="What is wrong" choices={CHOICES} none="choose" required />
        <TextField
          name="part"
          label="Where"
          hint="The field, option, path or claim that it is about, if it is about one."
        />
        <TextareaField name="text" label="What you found" required />
        <div>
          <SubmitButton>Record the finding</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}

interface ReleaseOnHoldProps {
  readonly releaseId: string;
  readonly reason: string;
  /** Null for whoever may not lift it. */
  readonly lift: Says | null;
}

/** Why a release is on hold, above everything else that its reader reads. */
export function ReleaseOnHold({ releaseId, reason, lift }: ReleaseOnHoldProps) {
  return (
    <div className="mb-6 grid gap-3">
      <Notice meaning="held" role="status">
        <strong className="font-semibold">This release is on hold.</strong> {reason} Do not rely on it until
        the release owner lifts the hold or releases a newer revision.
      </Notice>
      {lift ? (
        <div className="no-print">
          <Dialog
            trigger={<Button look="quiet">Lift the hold…</Button>}
            title="Lift the hold"
            description="The released bytes stay what they are. If what they say is no longer so, withdraw the release or release a new revision instead."
          >
            <ActionForm action={lift} className="grid gap-4">
              <input type="hidden" name="releaseId" value={releaseId} />
              <TextareaField name="reason" label="Why it may be relied on" required />
              <div>
                <SubmitButton>Lift the hold</SubmitButton>
              </div>
            </ActionForm>
          </Dialog>
        </div>
      ) : null}
    </div>
  );
}
