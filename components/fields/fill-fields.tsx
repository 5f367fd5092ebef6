"use client";

import { Wand2 } from "lucide-react";
import { useState } from "react";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { Notice } from "../ui/meaning";

/** What filling did, as the button tells it. */
export interface FillReport {
  readonly says: string;
  readonly unresolved: readonly { readonly key: string; readonly title: string }[];
}

/** Fills every field from the newest evidence, and tells what that did and what it left. */
export function FillFields({
  action,
  packetId,
}: {
  readonly action: FormAction<FillReport>;
  readonly packetId: string;
}) {
  const [report, setReport] = useState<FillReport | null>(null);
  return (
    <div className="grid max-w-full gap-2 justify-items-start">
      <ActionForm action={action} onDone={(done) => setReport(done ?? null)}>
        <input type="hidden" name="packetId" value={packetId} />
        <SubmitButton>
          <Wand2 aria-hidden /> Fill from evidence
        </SubmitButton>
      </ActionForm>
      {report ? (
        <Notice role="status" meaning={report.unresolved.length > 0 ? "held" : "ok"} className="max-w-md">
          {report.says}
          {report.unresolved.length > 0 ? (
            <>
              {" Left for people: "}
              {report.unresolved.map((one, i) => (
                <span key={one.key}>
                  {i > 0 ? ", " : ""}
                  <a className="link" href={`#${one.key}`}>
                    {one.title}
                  </a>
                </span>
              ))}
              .
            </>
          ) : null}
        </Notice>
      ) : null}
    </div>
  );
}
