import type { CanonicalSection } from "@/lib/collab/projection";
import type { RevisionBody } from "@/lib/revision/revision";
import { type ClaimMarks, SectionText } from "./canonical-text";
import { EvidenceTable, TraceTable } from "./evidence-tables";
import { HeldDetails, HoldList, ObjectionLedger, StopBoundary } from "./ledger-parts";
import { Part } from "./part";
import { OptionsAndBlockedPaths, RegisterTables } from "./register-tables";

/**
 * A whole canonical revision as people read it. It is rendered from the canonical bytes and leaves nothing out:
 * open and residual objections, blocked paths, holds and held details stand in it wherever it is shown (I7).
 */
export function RevisionView({ revision }: { readonly revision: RevisionBody }) {
  const claims: ClaimMarks = new Map(
    revision.claims.map((claim) => [
      claim.id,
      { number: claim.number, state: claimState(claim.id, revision) },
    ]),
  );
  return (
    <article className="space-y-12">
      <div className="space-y-10">
        {(revision.sections as unknown as readonly CanonicalSection[]).map((section) => (
          <section
            key={section.key}
            id={`section-${section.key}`}
            aria-labelledby={`section-${section.key}-title`}
          >
            <h2 id={`section-${section.key}-title`} className="title mb-3 text-xl">
              {section.title}
            </h2>
            <SectionText section={section} claims={claims} />
          </section>
        ))}
      </div>
      <HeldDetails annexes={revision.annexes} />
      <Part id="options" title="Options and blocked paths">
        <OptionsAndBlockedPaths options={revision.options} blockedPaths={revision.blockedPaths} />
      </Part>
      <Part id="objections" title="Objections" count={revision.objections.length}>
        <ObjectionLedger objections={revision.objections} people={revision.people} />
      </Part>
      {revision.holds.length > 0 ? (
        <Part id="holds" title="Open holds" count={revision.holds.length}>
          <HoldList holds={revision.holds} people={revision.people} />
        </Part>
      ) : null}
      <RegisterTables revision={revision} />
      <Part id="claims" title="Claims and their sources" count={revision.claims.length}>
        <TraceTable claims={revision.claims} trace={revision.trace} sources={revision.sources} />
      </Part>
      <Part id="evidence" title="Evidence" count={revision.sources.length}>
        <EvidenceTable sources={revision.sources} />
      </Part>
      <StopBoundary boundary={revision.stopBoundary} />
    </article>
  );
}

/** What the bytes themselves say of a claim: traced or not. Whether evidence is fresh today is no part of them. */
function claimState(claimId: string, revision: RevisionBody): string {
  return revision.trace.some((link) => link.claimId === claimId) ? "traced" : "untraced";
}
