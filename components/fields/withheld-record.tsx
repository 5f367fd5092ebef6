import Link from "next/link";
import type { FieldsView } from "@/lib/fields/views";
import { MeaningText, Notice } from "../ui/meaning";

type Step = FieldsView["withheld"][number];

/** What each revision withheld, newest first, and whether that narrowed or widened what was disclosed. */
export function WithheldRecord({ steps, slug }: { readonly steps: readonly Step[]; readonly slug: string }) {
  return (
    <ol className="hairline-rows">
      {steps.map((step) => (
        <li key={step.revision} className="grid gap-1 py-3 text-sm sm:grid-cols-[3rem_minmax(0,1fr)]">
          <Link href={`/packets/${slug}/revisions/${step.revision}`} className="link w-fit font-medium">
            r{step.revision}
          </Link>
          <div className="grid min-w-0 gap-1">
            <p className="break-words">{withheldWords(step)}</p>
            <Change says={step.narrowed} meaning="restricted" word="Narrowed" />
            <Change
              says={step.newAnnexes.map((n) => `annex A${n}`)}
              meaning="restricted"
              word="Newly restricted"
            />
            <Change says={step.widened} meaning="waiting" word="Shown again" />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** One sentence: what a revision withheld. */
export function withheldWords({ fields, annexes }: Pick<Step, "fields" | "annexes">): string {
  const held = [
    ...fields.map((field) => field.title),
    ...annexes.map((annex) => `annex A${annex.number} (${annex.holds})`),
  ];
  return held.length === 0 ? "Nothing was withheld." : `Withheld: ${held.join(", ")}.`;
}

function Change({
  says,
  meaning,
  word,
}: {
  readonly says: readonly string[];
  readonly meaning: "restricted" | "waiting";
  readonly word: string;
}) {
  if (says.length === 0) return null;
  return (
    <MeaningText meaning={meaning} className="text-xs">
      {word}: {says.join(", ")}
    </MeaningText>
  );
}

/** A line where the released revision says something that the record does not say any more. */
export function SaidOtherwiseNotice({ otherwise }: Pick<FieldsView, "otherwise">) {
  if (!otherwise || otherwise.fields.length === 0) return null;
  return (
    <Notice meaning="held" className="mb-6">
      r{otherwise.revision} is released and says otherwise:{" "}
      {otherwise.fields.map((one, i) => (
        <span key={one.key}>
          {i > 0 ? "; " : ""}
          <a href={`#${one.key}`} className="link">
            {one.title}
          </a>{" "}
          “{one.said}”, now {one.says === null ? "not stated" : `“${one.says}”`}
        </span>
      ))}
      . A new revision supersedes it.
    </Notice>
  );
}
