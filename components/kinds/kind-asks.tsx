import type { Kind } from "@/lib/kinds/kind.schema";
import { STANDARD } from "@/lib/packet/standard-registers";
import { headingOf, spaced } from "../flow/flow-words";
import { KindLines, KindPart } from "./kind-part";
import { freshnessWords, rolesWords } from "./kind-words";

/** What a packet of this kind asks for: people, evidence, what must be so beforehand, text, fields and registers. */
export function KindAsks({ kind }: { readonly kind: Kind }) {
  return (
    <>
      <KindRoles kind={kind} />
      <KindEvidence kind={kind} />
      <KindPart id="sections" title="Sections" count={kind.sections.length}>
        <KindLines
          lines={kind.sections.map((section) => ({
            key: section.key,
            title: section.title,
            aside: [
              section.required ? null : "may stay empty",
              section.claimTrace === "required" ? "every claim traced" : null,
            ]
              .filter(Boolean)
              .join(" · "),
            note: section.help,
          }))}
        />
      </KindPart>
      <KindFields kind={kind} />
      <KindRegisters kind={kind} />
    </>
  );
}

function KindRoles({ kind }: { readonly kind: Kind }) {
  return (
    <KindPart id="roles" title="People" count={kind.roles.length} note="Roles, never names.">
      <KindLines
        lines={kind.roles.map((role) => ({
          key: role.key,
          title: role.title,
          aside: role.duties.map(spaced).join(", "),
          note:
            role.mustDifferFrom.length > 0
              ? `Another person than: ${rolesWords(kind, role.mustDifferFrom)}.`
              : null,
        }))}
      />
    </KindPart>
  );
}

function KindEvidence({ kind }: { readonly kind: Kind }) {
  return (
    <>
      <KindPart
        id="evidence"
        title="Evidence"
        count={kind.sources.length}
        note="What it leans on, and how current that has to be."
      >
        <KindLines
          none="It asks for no evidence of its own."
          lines={kind.sources.map((slot) => ({
            key: slot.key,
            title: (
              <>
                {slot.label}
                {slot.required ? <span className="text-muted"> · required</span> : null}
              </>
            ),
            aside: `${slot.class} · ${freshnessWords(slot.freshness)}`,
            note: slot.help,
          }))}
        />
      </KindPart>
      {kind.prerequisites.length > 0 ? (
        <KindPart id="prerequisites" title="Beforehand" count={kind.prerequisites.length}>
          <KindLines
            lines={kind.prerequisites.map((one) => ({
              key: one.key,
              title: one.statement,
              aside: one.evidenceRequired ? `${one.mode}, with evidence` : one.mode,
            }))}
          />
        </KindPart>
      ) : null}
      {kind.requirements.length > 0 ? (
        <KindPart id="requirements" title="Requirements" count={kind.requirements.length}>
          <KindLines
            lines={kind.requirements.map((one) => ({
              key: one.key,
              title: one.text,
              aside: one.nonWaivable ? "cannot be waived" : null,
            }))}
          />
        </KindPart>
      ) : null}
    </>
  );
}

const UNSUPPORTED = {
  "exception-bundle": "else an exception",
  "hold-packet": "else it holds",
  placeholder: "else a placeholder",
} as const;

function KindFields({ kind }: { readonly kind: Kind }) {
  if (kind.fields.length === 0) return null;
  return (
    <KindPart
      id="fields"
      title="Fields"
      count={kind.fields.length}
      note="Values that somebody will act on, each with where it comes from."
    >
      <KindLines
        lines={kind.fields.map((field) => ({
          key: field.key,
          title: (
            <>
              {field.title}
              {field.required ? <span className="text-muted"> · required</span> : null}
            </>
          ),
          aside: [field.type, UNSUPPORTED[field.onUnsupported], field.annex ? "kept in an annex" : null]
            .filter(Boolean)
            .join(" · "),
          note: field.source
            ? `From ${kind.sources.find((slot) => slot.key === field.source)?.label ?? spaced(field.source)}${field.fact ? `, ${field.fact}` : ""}.`
            : field.help,
        }))}
      />
    </KindPart>
  );
}

function KindRegisters({ kind }: { readonly kind: Kind }) {
  const own = kind.registers.map((register) => ({
    key: register.key,
    title: register.title,
    aside: `${register.columns.length} columns`,
    note: register.columns.map((column) => column.title).join(" · "),
  }));
  const kept = kind.keeps
    .filter((key) => !kind.registers.some((register) => register.key === key))
    .map((key) => ({
      key,
      title: STANDARD[key]?.title ?? headingOf(key),
      aside: "the workspace's own",
      note: STANDARD[key]?.columns.map((column) => column.title).join(" · "),
    }));
  const lines = [...own, ...kept];
  if (lines.length === 0) return null;
  return (
    <KindPart id="registers" title="Registers" count={lines.length}>
      <KindLines lines={lines} />
    </KindPart>
  );
}
