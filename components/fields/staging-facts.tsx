import type { FieldsView } from "@/lib/fields/views";
import { MeaningText } from "../ui/meaning";

type Facts = Pick<FieldsView, "intake" | "tables" | "redaction" | "stop">;

/** What the record is made for: intake schema, tables and profile by version, and where it stops. */
export function StagingFacts({ intake, tables, redaction, stop }: Facts) {
  return (
    <dl className="grid gap-3 py-3 text-sm">
      {intake ? (
        <div>
          <dt className="eyebrow">Intake schema</dt>
          <dd className="mt-0.5">
            <span className="font-medium">
              {intake.schema} {intake.version}
            </span>
            <IntakeSays intake={intake} />
          </dd>
        </div>
      ) : null}
      {tables.length > 0 ? (
        <div>
          <dt className="eyebrow">Rendering tables</dt>
          <dd className="mt-0.5">
            {tables.map((table) => (
              <span key={table.key} className="block">
                {table.key} v{table.version}, <span className="text-muted">{table.rows} rows</span>
              </span>
            ))}
          </dd>
        </div>
      ) : null}
      {redaction ? (
        <div>
          <dt className="eyebrow">Redaction profile</dt>
          <dd className="mt-0.5">
            {redaction.profile} v{redaction.version}
          </dd>
        </div>
      ) : null}
      <div>
        <dt className="eyebrow">Stops at staging</dt>
        <dd className="mt-0.5 text-ink-soft">{stop}</dd>
      </div>
    </dl>
  );
}

function IntakeSays({ intake }: { readonly intake: NonNullable<Facts["intake"]> }) {
  const { stated, version } = intake;
  if (stated === null) return null;
  const [first] = stated;
  const agrees = stated.length === 1 && first === version;
  return (
    <MeaningText meaning={agrees ? "ok" : "held"} className="mt-0.5 flex text-xs">
      {stated.length === 0
        ? "nothing states what the intake takes now"
        : agrees
          ? "the intake states the same"
          : `the intake states ${stated.join(" and ")} now`}
    </MeaningText>
  );
}
