import { Ban, CornerDownRight } from "lucide-react";
import { RevisionFields } from "@/components/fields/revision-fields";
import { Table } from "@/components/ui/table";
import type { Json } from "@/lib/kernel/canonical";
import type { RegisterBody, RevisionBody, RowBody } from "@/lib/revision/revision";
import { Part } from "./part";

/** Plain words of one register value. */
export function valueText(value: Json | undefined): string {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Words of a register or column key: `open-questions` reads *Open questions*. */
export function keyWords(key: string): string {
  const words = key.replaceAll(/[-_]/g, " ").replaceAll(/([a-z])([A-Z])/g, "$1 $2");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

function column(row: RowBody, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = row.columns[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}

/** What may be chosen, beside what is ruled out and why: neither is shown without the other. */
export function OptionsAndBlockedPaths(props: {
  readonly options: readonly RowBody[];
  readonly blockedPaths: readonly RowBody[];
}) {
  const options = props.options.filter((row) => row.state === "active");
  const blocked = props.blockedPaths.filter((row) => row.state === "active");
  return (
    <div className="grid gap-8 md:grid-cols-2">
      <div>
        <h3 className="eyebrow mb-2">Options</h3>
        {options.length === 0 ? <p className="text-muted">This packet offers no options.</p> : null}
        <ol className="hairline-rows">
          {options.map((row) => (
            <li key={row.key} className="py-2.5">
              <p className="font-medium">{column(row, "text", "option", "title") ?? keyWords(row.key)}</p>
              <Consequence text={column(row, "consequence")} />
            </li>
          ))}
        </ol>
      </div>
      <div>
        <h3 className="eyebrow mb-2">Blocked paths</h3>
        {blocked.length === 0 ? <p className="text-muted">No path is blocked by name.</p> : null}
        <ul className="hairline-rows">
          {blocked.map((row) => (
            <li key={row.key} className="flex gap-2 py-2.5">
              <Ban aria-hidden className="mt-1 size-4 shrink-0 text-broken" />
              <div>
                <p className="font-medium">{column(row, "text", "path", "title") ?? keyWords(row.key)}</p>
                <p className="text-sm text-ink-soft">{column(row, "reason") ?? "No reason is recorded."}</p>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Consequence({ text }: { readonly text: string | null }) {
  if (!text) return null;
  return (
    <p className="mt-0.5 flex gap-1.5 text-sm text-ink-soft">
      <CornerDownRight aria-hidden className="mt-1 size-3.5 shrink-0 text-muted" />
      {text}
    </p>
  );
}

/** Every other register that has rows, each as a table of its own. Retired rows stay and say so. */
export function RegisterTables({ revision }: { readonly revision: RevisionBody }) {
  return revision.registers
    .filter((register) => register.rows.length > 0)
    .map((register) => (
      <Part
        key={register.key}
        id={`register-${register.key}`}
        title={register.title}
        count={register.rows.length}
      >
        {register.key === "fields" ? (
          <RevisionFields rows={register.rows} revision={revision} />
        ) : (
          <RegisterTable register={register} revision={revision} />
        )}
      </Part>
    ));
}

function RegisterTable({
  register,
  revision,
}: {
  readonly register: RegisterBody;
  readonly revision: RevisionBody;
}) {
  const used = register.columns.filter(({ key }) =>
    register.rows.some((row) => row.columns[key] !== undefined),
  );
  const owned = register.rows.some((row) => row.ownerId);
  return (
    <Table
      caption={register.title}
      rows={register.rows}
      rowKey={(row) => row.key}
      columns={[
        ...used.map((column) => ({
          key: column.key,
          title: column.title,
          cell: (row: RowBody) => (
            <span
              className={
                row.state === "retired"
                  ? "whitespace-pre-wrap text-muted line-through"
                  : "whitespace-pre-wrap"
              }
            >
              {pointedAt(column.type, row.columns[column.key], revision)}
            </span>
          ),
        })),
        ...(owned
          ? [
              {
                key: "row owner",
                title: "Owner",
                cell: (row: RowBody) => (row.ownerId ? (revision.people[row.ownerId] ?? "—") : "—"),
              },
            ]
          : []),
        { key: "row state", title: "Row", cell: (row: RowBody) => row.state },
      ]}
    />
  );
}

/** A value in words: an id of a source, claim or person reads as what the same bytes call it. */
function pointedAt(type: string, value: Json | undefined, revision: RevisionBody): string {
  if (type === "source") {
    const source = revision.sources.find((one) => one.id === value);
    if (source) return `S${source.number} ${source.name}`;
  }
  if (type === "claim") {
    const claim = revision.claims.find((one) => one.id === value);
    if (claim) return `C${claim.number} ${claim.quote}`;
  }
  if (type === "person" && typeof value === "string") return revision.people[value] ?? valueText(value);
  return valueText(value);
}
