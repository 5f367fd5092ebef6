import Link from "next/link";
import type { FieldsView, FieldView } from "@/lib/fields/views";
import { PageSection } from "../shell/page-frame";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import type { Choice } from "../ui/form-field";
import { ExceptionQueue } from "./exception-queue";
import { FieldCard } from "./field-card";
import type { FieldActions } from "./field-props";
import { StagingFacts } from "./staging-facts";
import { SaidOtherwiseNotice, WithheldRecord } from "./withheld-record";

interface FieldsPageProps {
  readonly view: FieldsView;
  readonly slug: string;
  readonly actions: FieldActions;
}

const GROUPS: readonly { readonly title: string; readonly holds: (field: FieldView) => boolean }[] = [
  {
    title: "Asks for somebody",
    holds: (field) => field.state === "held" || (field.state === "open" && field.required),
  },
  { title: "Stated", holds: (field) => field.state === "resolved" },
  { title: "Withheld", holds: (field) => field.state === "placeholder" },
  { title: "Open, and may stay so", holds: (field) => field.state === "open" && !field.required },
];

/** The staging record: fields by what they ask, the exception queue and what the record is made for beside them. */
export function FieldsPage({ view, slug, actions }: FieldsPageProps) {
  if (view.fields.length === 0) return <NoFields />;
  const untouched = view.fields.every((field) => field.state === "open");
  return (
    <>
      <SaidOtherwiseNotice otherwise={view.otherwise} />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="min-w-0">
          {untouched ? <NothingYet slug={slug} /> : null}
          {GROUPS.map((group) => (
            <FieldGroup
              key={group.title}
              title={group.title}
              fields={view.fields.filter(group.holds)}
              {...{ view, slug, actions }}
            />
          ))}
          {view.withheld.length > 0 ? (
            <PageSection title="What each revision withheld">
              <WithheldRecord steps={view.withheld} slug={slug} />
            </PageSection>
          ) : null}
        </div>
        <aside aria-label="Exceptions and intake" className="min-w-0">
          {view.keepsExceptions ? (
            <PageSection title="Exception queue">
              <ExceptionQueue exceptions={view.exceptions} />
            </PageSection>
          ) : null}
          <PageSection title="What it is made for">
            <StagingFacts {...view} />
          </PageSection>
        </aside>
      </div>
    </>
  );
}

interface FieldGroupProps extends FieldsPageProps {
  readonly title: string;
  readonly fields: readonly FieldView[];
}

function FieldGroup({ title, fields, view, slug, actions }: FieldGroupProps) {
  if (fields.length === 0) return null;
  const sources: readonly Choice[] = view.sources.map((source) => ({
    value: source.id,
    label: `S${source.number} ${source.name}`,
  }));
  return (
    <PageSection title={title} aside={fields.length}>
      <ul className="hairline-rows">
        {fields.map((field) => (
          <FieldCard
            key={field.key}
            field={field}
            slug={slug}
            packetId={view.packetId}
            maySettle={view.maySettle}
            sources={sources}
            actions={actions}
          />
        ))}
      </ul>
    </PageSection>
  );
}

function NoFields() {
  return (
    <EmptyState title="This kind has no fields">
      A kind with fields keeps single values here, each with the place that says it. This one says everything
      in its text and registers.
    </EmptyState>
  );
}

function NothingYet({ slug }: { readonly slug: string }) {
  return (
    <div className="mb-10">
      <EmptyState
        title="Nothing is filled yet"
        act={
          <Button asChild>
            <Link href={`/packets/${slug}/sources`}>Bring evidence</Link>
          </Button>
        }
      >
        Each field takes its value from one fact of one evidence slot, and keeps the raw value, the exact
        place and the rule beside it. Where sources differ, are missing or say what no table knows, the field
        is held with a reason; nothing is guessed.
      </EmptyState>
    </div>
  );
}
