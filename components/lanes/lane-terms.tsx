import { RelativeTime } from "../ui/relative-time";

interface LaneTermsProps {
  readonly lane: {
    readonly ownerName: string;
    readonly maxWindowHours: number;
    readonly exportPolicy: string;
    readonly methods: readonly string[];
    readonly recipients: number;
    readonly recipientPeople: readonly { readonly name: string }[] | null;
    readonly changedAt: string;
  };
}

/** A lane's rules in words. Recipients are named to those who may know them. */
export function LaneTerms({ lane }: LaneTermsProps) {
  return (
    <dl className="grid gap-x-4 gap-y-1.5 py-4 text-sm sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-muted">Owner</dt>
      <dd>{lane.ownerName}</dd>
      <dt className="text-muted">Recipients</dt>
      <dd>
        {lane.recipientPeople
          ? lane.recipientPeople.map((person) => person.name).join(", ") || "none yet"
          : `${lane.recipients} people`}
      </dd>
      <dt className="text-muted">Longest window</dt>
      <dd>{lane.maxWindowHours} hours</dd>
      <dt className="text-muted">Export</dt>
      <dd>{lane.exportPolicy === "bundle" ? "recipients may export the bundle" : "read here only"}</dd>
      <dt className="text-muted">Approval by</dt>
      <dd>{lane.methods.join(" or ")}</dd>
      <dt className="text-muted">Last changed</dt>
      <dd>
        <RelativeTime at={lane.changedAt} />
      </dd>
    </dl>
  );
}
