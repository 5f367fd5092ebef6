import type { Locator } from "@/lib/evidence/locator.schema";
import type { StatementSummary } from "@/lib/evidence/view";
import { MeaningBadge } from "../ui/meaning";
import { FieldList } from "./field-list";
import type { OnSelectLocator } from "./select-locator";

interface AttestationViewProps {
  readonly statements: readonly StatementSummary[];
  readonly total: number;
  readonly at?: Locator | null;
  readonly onSelectLocator?: OnSelectLocator;
}

/** The statements of an attestation: what each says of which subjects, and that nobody verified its signature. */
export function AttestationView({ statements, total, at, onSelectLocator }: AttestationViewProps) {
  if (total === 0)
    return <p className="py-4 text-sm text-muted">No in-toto statement stands in this file.</p>;
  return (
    <div className="grid gap-8">
      {statements.map((statement, i) => (
        <Statement
          // The order of statements in a file is its own and never changes.
          // biome-ignore lint/suspicious/noArrayIndexKey: immutable bytes
          key={i}
          number={i + 1}
          statement={statement}
          at={at}
          onSelectLocator={onSelectLocator}
        />
      ))}
      {statements.length < total ? (
        <p className="text-sm text-muted">
          {statements.length} of {total} statements are shown.
        </p>
      ) : null}
    </div>
  );
}

interface StatementProps {
  readonly number: number;
  readonly statement: StatementSummary;
  readonly at: Locator | null | undefined;
  readonly onSelectLocator: OnSelectLocator | undefined;
}

function Statement({ number, statement, at, onSelectLocator }: StatementProps) {
  const { predicateType, statementType, signatures, signatureState, subjects, fields } = statement;
  const isUnsigned = signatureState === "unsigned";
  const hasBuildTime = fields.some(({ label }) => /^Build (started|finished)$/.test(label));
  const isProvenance = predicateType?.startsWith("https://slsa.dev/provenance/") ?? false;
  return (
    <section aria-label={`Statement ${number}`}>
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="break-all font-medium">{predicateType ?? "No predicate type"}</h2>
        <MeaningBadge meaning={isUnsigned ? "waiting" : "plain"}>
          {isUnsigned
            ? "unsigned"
            : `${signatures} ${signatures === 1 ? "signature" : "signatures"}, unverified`}
        </MeaningBadge>
      </header>
      <p className="mt-0.5 break-all text-xs text-muted">{statementType ?? "states no type"}</p>
      <h3 className="eyebrow mt-4">Subjects</h3>
      <FieldList
        fields={subjects.map(({ name, digests, locator }) => {
          return { label: name ?? "(unnamed)", value: digests || "no digest", locator };
        })}
        at={at}
        onSelectLocator={onSelectLocator}
      />
      <h3 className="eyebrow mt-4">What it states</h3>
      <FieldList fields={fields} at={at} onSelectLocator={onSelectLocator} />
      {isProvenance && !hasBuildTime ? (
        <p className="mt-2 text-sm text-muted">Build time: not stated.</p>
      ) : null}
    </section>
  );
}
