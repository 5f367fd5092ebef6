"use client";

import { Fingerprint, KeyRound, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { ActionForm, SubmitButton } from "../ui/action-form";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { shortDigest } from "../ui/digest-text";
import { Field, Input } from "../ui/field";
import { TextareaField } from "../ui/form-field";
import { Notice } from "../ui/meaning";
import { useToast } from "../ui/toast";
import type { SheetActions, SheetView } from "./sheet-view";
import { signApproval } from "./sign-by";

interface SignPanelProps {
  readonly sheet: SheetView;
  readonly actions: SheetActions;
  readonly stateToken: string;
  readonly methods: readonly ("passkey" | "password")[];
  /** What must happen before the button can be pressed; null where nothing. */
  readonly blockedBy: string | null;
}

/** The button, the password where the lane allows it, and the way to decline with a reason. */
export function SignPanel({ sheet, actions, stateToken, methods, blockedBy }: SignPanelProps) {
  const router = useRouter();
  const say = useToast();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [password, setPassword] = useState("");
  const [byPassword, setByPassword] = useState(!methods.includes("passkey"));
  const [pending, start] = useTransition();
  const sign = () =>
    start(async () => {
      setRefusal(null);
      const result = await signApproval({
        sheet,
        actions,
        stateToken,
        password: byPassword ? password : null,
      });
      if (result.kind === "refused") setRefusal([result.message, result.detail].filter(Boolean).join(" "));
      if (result.kind !== "done") return;
      if (result.message) say("ok", result.message);
      if (result.value?.href) router.push(result.value.href);
    });
  const label = `Approve r${sheet.revisionNumber} · ${shortDigest(sheet.revisionDigest)}`;
  const needsPasskey = !byPassword && !sheet.hasPasskey;
  return (
    <div className="no-print grid gap-4">
      {sheet.seat?.onBehalfOf ? (
        <p className="text-sm">
          You sign <strong>on behalf of {sheet.seat.onBehalfOf}</strong>, and the record says so.
        </p>
      ) : null}
      {needsPasskey ? (
        <Notice meaning="waiting">
          You have no passkey yet.{" "}
          <Link className="link" href="/profile#passkeys">
            Enrol one
          </Link>
          , then come back.
        </Notice>
      ) : null}
      {byPassword ? (
        <Field
          label="Your password, in place of a passkey"
          htmlFor="approve-password"
          hint="The approval will say that it was a password."
        >
          <Input
            id="approve-password"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
      ) : null}
      {blockedBy ? <p className="text-sm text-muted">{blockedBy}</p> : null}
      {refusal ? (
        <Notice meaning="broken" role="alert">
          {refusal}
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          look="primary"
          size="lg"
          className="w-full sm:w-auto"
          onClick={sign}
          disabled={pending || blockedBy !== null || needsPasskey || (byPassword && password === "")}
          aria-busy={pending}
        >
          {pending ? (
            <LoaderCircle aria-hidden className="animate-[turn_1s_linear_infinite]" />
          ) : (
            <Fingerprint aria-hidden />
          )}
          {label}
        </Button>
        {methods.length > 1 ? (
          <Button look="plain" onClick={() => setByPassword(!byPassword)}>
            <KeyRound aria-hidden /> {byPassword ? "Use a passkey" : "Use the password instead"}
          </Button>
        ) : null}
        <Decline sheet={sheet} actions={actions} />
      </div>
    </div>
  );
}

function Decline({ sheet, actions }: Pick<SignPanelProps, "sheet" | "actions">) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button look="plain">Decline…</Button>}
      title={`Decline r${sheet.revisionNumber}`}
      description="The packet is open for editing again, and its author reads your reason with the next act beside it."
    >
      <ActionForm action={actions.decline} onDone={() => setOpen(false)} className="grid gap-4">
        <input type="hidden" name="packetId" value={sheet.packetId} />
        <input type="hidden" name="manifestId" value={sheet.manifestId} />
        <TextareaField name="reason" label="Reason" required autoFocus />
        <div>
          <SubmitButton look="danger">Decline with this reason</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
