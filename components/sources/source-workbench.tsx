"use client";

import { usePathname, useRouter } from "next/navigation";
import { type ComponentProps, useMemo, useState } from "react";
import type { ReadEvidence } from "@/lib/evidence/inspect";
import type { Locator } from "@/lib/evidence/locator.schema";
import type { Where } from "@/lib/evidence/resolve";
import { fromBase64Url, fromUtf8 } from "@/lib/kernel/bytes";
import { placeQuery } from "@/lib/packet/place-words";
import { EvidenceViewer } from "../evidence/evidence-viewer";
import { locatorWords } from "../evidence/select-locator";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Dialog } from "../ui/dialog";
import { SelectField } from "../ui/form-field";
import { useToast } from "../ui/toast";

export interface TraceableClaim {
  readonly id: string;
  readonly number: number;
  readonly quote: string;
}

interface SourceWorkbenchProps extends Pick<ComponentProps<typeof EvidenceViewer>, "text"> {
  /** What was read of the version; `format` and `status` as they are stored. */
  readonly evidence: Omit<ReadEvidence, "format" | "status"> & {
    readonly format: string;
    readonly status: string;
  };
  /** The place that the address asks for, as base64url of its locator, and where it was found. */
  readonly place: { readonly at: string; readonly where: Where } | null;
  readonly packetId: string;
  readonly sourceVersionId: string;
  readonly version: number;
  /** Claims that this reader may trace; empty where they may trace none. */
  readonly claims: readonly TraceableClaim[];
  /** The claim that a place is looked for, where the reader came to find one. */
  readonly wanted: string | null;
  readonly trace: FormAction;
}

interface Chosen {
  readonly locator: Locator;
  readonly excerpt: string;
}

/** A source version to read, in which a place can be chosen and traced to a claim. */
export function SourceWorkbench({ evidence, text, place, claims, version, ...rest }: SourceWorkbenchProps) {
  const router = useRouter();
  const path = usePathname();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const at = useMemo(() => (place ? placeOf(place.at, place.where) : null), [place]);
  const select = (locator: Locator, excerpt: string) => setChosen({ locator, excerpt });
  return (
    <>
      <EvidenceViewer
        evidence={evidence as ReadEvidence}
        text={text}
        at={at}
        {...(claims.length > 0 ? { onSelectLocator: select } : {})}
        onShow={(locator) => router.push(`${path}?${placeQuery(version, locator)}`, { scroll: false })}
      />
      {chosen ? (
        <TraceDialog {...rest} claims={claims} chosen={chosen} onClose={() => setChosen(null)} />
      ) : null}
    </>
  );
}

/** The locator of an address that the server has already read and resolved. */
function placeOf(at: string, where: Where): { readonly locator: Locator; readonly where: Where } | null {
  const bytes = fromBase64Url(at);
  const text = bytes && fromUtf8(bytes);
  return text ? { locator: JSON.parse(text) as Locator, where } : null;
}

type TraceDialogProps = Pick<
  SourceWorkbenchProps,
  "packetId" | "sourceVersionId" | "claims" | "wanted" | "trace"
> & { readonly chosen: Chosen; readonly onClose: () => void };

function TraceDialog({
  packetId,
  sourceVersionId,
  claims,
  wanted,
  trace,
  chosen,
  onClose,
}: TraceDialogProps) {
  const say = useToast();
  const choices = claims.map((claim) => ({
    value: claim.id,
    label: `C${claim.number} “${claim.quote.length > 70 ? `${claim.quote.slice(0, 69)}…` : claim.quote}”`,
  }));
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Trace this to a claim"
      description="The claim then opens this source at this very place, and is judged again when the source moves."
    >
      <ActionForm
        action={trace}
        onDone={() => {
          say("ok", "The claim is traced to this place.");
          onClose();
        }}
        className="grid gap-4"
      >
        <input type="hidden" name="packetId" value={packetId} />
        <input type="hidden" name="sourceVersionId" value={sourceVersionId} />
        <input type="hidden" name="locator" value={JSON.stringify(chosen.locator)} />
        <div className="border-l-2 border-accent pl-3 text-sm">
          <p className="text-muted">{locatorWords(chosen.locator)}</p>
          <p className="max-h-32 overflow-y-auto whitespace-pre-wrap font-mono text-xs">{chosen.excerpt}</p>
        </div>
        <SelectField name="claimId" label="Claim" choices={choices} defaultValue={wanted ?? undefined} />
        <div>
          <SubmitButton>Trace it</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
