"use client";

import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { RelativeTime } from "../ui/relative-time";
import type { OwnPasskey, PasskeyOwner } from "./own-passkey";
import { type PasskeyActions, PasskeyDialog } from "./passkey-dialog";

interface PasskeyListProps {
  readonly profile: PasskeyOwner;
  readonly actions: PasskeyActions;
}

/** One's passkeys, with the ways to add and to remove one. Both ask first that it is you. */
export function PasskeyList({ profile, actions }: PasskeyListProps) {
  const [asking, setAsking] = useState<"none" | "add" | OwnPasskey>("none");
  const add = (
    <Button
      look={profile.passkeys.some((one) => one.here) ? "quiet" : "primary"}
      onClick={() => setAsking("add")}
    >
      <Plus aria-hidden /> Add a passkey
    </Button>
  );
  return (
    <>
      {profile.passkeys.length === 0 ? (
        <EmptyState title="No passkey yet." act={add}>
          A passkey signs approvals: your device proves that this key approved this digest. It is made once,
          kept by your device or password manager, and its making is recorded in the ledger.
        </EmptyState>
      ) : (
        <>
          <ul className="hairline-rows">
            {profile.passkeys.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
                <KeyRound aria-hidden className="size-4 shrink-0 text-muted" />
                <div className="min-w-0 flex-1">
                  <p className="font-medium">{one.label}</p>
                  <p className="text-xs text-muted">
                    {one.here ? "" : `for ${one.rpId}, not for this address · `}
                    made <RelativeTime at={one.createdAt} /> ·{" "}
                    {one.lastUsedAt ? (
                      <>
                        used <RelativeTime at={one.lastUsedAt} />
                      </>
                    ) : (
                      "never used"
                    )}{" "}
                    · ledger entry {one.enrolmentIndex}
                  </p>
                </div>
                <Button
                  look="plain"
                  size="sm"
                  onClick={() => setAsking(one)}
                  aria-label={`Remove ${one.label}`}
                >
                  <Trash2 aria-hidden /> Remove
                </Button>
              </li>
            ))}
          </ul>
          <div className="pt-4">{add}</div>
        </>
      )}
      {asking === "none" ? null : (
        <PasskeyDialog
          passkey={asking === "add" ? null : asking}
          owner={profile}
          actions={actions}
          close={() => setAsking("none")}
        />
      )}
      <p className="measure mt-3 text-xs text-muted">
        A removed passkey signs nothing more; what it signed stays verifiable.
      </p>
    </>
  );
}
