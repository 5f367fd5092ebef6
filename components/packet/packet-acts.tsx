"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { PacketHeaderView } from "@/lib/packet/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Button, buttonClasses, IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SelectField, TextareaField } from "../ui/form-field";
import { Menu, MenuItem } from "../ui/menu";
import { useToast } from "../ui/toast";

type Act = PacketHeaderView["may"][number];

const WORDS: Readonly<
  Record<Act, { menu: string; title: string; says: string; button: string; reason: string | null }>
> = {
  cut: {
    menu: "Cut a revision…",
    title: "Cut a revision",
    says: "Makes an immutable, exact copy of the packet as it stands and names it by its digest. Nothing is sent to anybody, and editing goes on.",
    button: "Cut",
    reason: null,
  },
  ask: {
    menu: "Ask for approval…",
    title: "Ask for approval",
    says: "Cuts a revision where anything moved, fixes a manifest over it, and freezes the text for everybody until it is decided. The artifact owner can reopen it with one click.",
    button: "Ask and freeze the text",
    reason: null,
  },
  reopen: {
    menu: "Reopen for editing…",
    title: "Reopen for editing",
    says: "The text can be edited again. A pending manifest goes on hold, and approval has to be asked anew.",
    button: "Reopen",
    reason: null,
  },
  hold: {
    menu: "Open a hold…",
    title: "Open a hold",
    says: "An open reason not to go on. The packet cannot be approved while it stands; the role that its kind names clears it, with a reason.",
    button: "Open the hold",
    reason: "Reason",
  },
  close: {
    menu: "Close the packet…",
    title: "Close the packet",
    says: "Ends work on it for good. Its revisions, releases and ledger stay.",
    button: "Close for good",
    reason: "Reason",
  },
  withdraw: {
    menu: "Withdraw the release…",
    title: "Withdraw the release",
    says: "The lane can no longer read it, and its copies say so. This cannot be undone; a new release needs a new approval.",
    button: "Withdraw",
    reason: "Reason, shown to the lane",
  },
};

export type PacketActions = Readonly<
  Record<Act, FormAction<{ readonly href?: string; readonly says?: string }>>
>;

/** The one next act as a button, the others in a menu; each says what it will do before it does it. */
export function PacketActs({
  packet,
  actions,
}: {
  readonly packet: PacketHeaderView;
  readonly actions: PacketActions;
}) {
  const [open, setOpen] = useState<Act | null>(null);
  const { next, may } = packet;
  return (
    <>
      {next?.href ? (
        <Link href={next.href} title={next.why} className={buttonClasses("primary", "sm")}>
          {next.title}
        </Link>
      ) : next?.act ? (
        <Button look="primary" size="sm" title={next.why} onClick={() => setOpen(next.act)}>
          {next.title}
        </Button>
      ) : null}
      {may.length > 0 ? (
        <Menu
          trigger={
            <IconButton label="More acts">
              <Ellipsis />
            </IconButton>
          }
        >
          {may.map((act) => (
            <MenuItem key={act} onSelect={() => setOpen(act)}>
              {WORDS[act].menu}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
      {open ? (
        <ActDialog act={open} packet={packet} action={actions[open]} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

interface ActDialogProps {
  readonly act: Act;
  readonly packet: PacketHeaderView;
  readonly action: PacketActions[Act];
  readonly onClose: () => void;
}

function ActDialog({ act, packet, action, onClose }: ActDialogProps) {
  const router = useRouter();
  const say = useToast();
  const words = WORDS[act];
  const done = (value?: { readonly href?: string; readonly says?: string }) => {
    onClose();
    if (value?.says) say("ok", value.says);
    if (value?.href) router.push(value.href);
    else router.refresh();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={words.title}
      description={words.says}
    >
      <ActionForm action={action} onDone={done} className="grid gap-4">
        <input type="hidden" name="packetId" value={packet.id} />
        <input type="hidden" name="slug" value={packet.slug} />
        {act === "hold" ? <HoldSink packet={packet} /> : null}
        {packet.releaseId ? <input type="hidden" name="releaseId" value={packet.releaseId} /> : null}
        {words.reason ? (
          <TextareaField
            name="reason"
            label={words.reason}
            required={!words.reason.includes("optional")}
            autoFocus
          />
        ) : null}
        <div className="flex gap-2">
          <SubmitButton look={act === "close" || act === "withdraw" ? "danger" : "primary"}>
            {words.button}
          </SubmitButton>
          <Button look="plain" onClick={onClose}>
            Not now
          </Button>
        </div>
      </ActionForm>
    </Dialog>
  );
}

function HoldSink({ packet }: { readonly packet: PacketHeaderView }) {
  const choices = packet.sinks.map((sink) => ({ value: sink.key, label: sink.title }));
  if (choices.length === 0) return null;
  return <SelectField name="sinkKey" label="Where the matter rests" choices={choices} none="Not named" />;
}
