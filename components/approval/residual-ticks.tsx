import type { Json } from "@/lib/kernel/canonical";
import type { RevisionBody } from "@/lib/revision/revision";
import { Checkbox } from "../ui/field";

/** Residual objections of a revision, as its bytes hold them. */
export function residualsOf(revision: RevisionBody) {
  return revision.objections.filter((objection) => objection.state === "accepted-as-residual");
}

function said(content: Json | undefined, key: string): string {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return "";
  const value = (content as Readonly<Record<string, Json>>)[key];
  return typeof value === "string" ? value : "";
}

interface ResidualTicksProps {
  readonly revision: RevisionBody;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (id: string, on: boolean) => void;
}

/** Each residual objection, to be ticked by hand: nobody binds a disagreement without having met it. */
export function ResidualTicks({ revision, ticked, onTick }: ResidualTicksProps) {
  return (
    <ul className="hairline-rows">
      {residualsOf(revision).map((objection) => {
        const last = objection.events.at(-1)?.content;
        const first = objection.events[0]?.content;
        return (
          <li key={objection.id} className="py-3">
            <Checkbox
              checked={ticked.has(objection.id)}
              onChange={(event) => onTick(objection.id, event.target.checked)}
              label={
                <span>
                  <strong className="font-semibold">O{objection.number}</strong>{" "}
                  {said(first, "text") || "An objection"}
                  <span className="block text-muted">Accepted because: {said(last, "rationale")}</span>
                  <span className="block text-muted">
                    Compensating control: {said(last, "compensatingControl")} Carried until{" "}
                    {said(last, "expiresOn")}.
                  </span>
                </span>
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
