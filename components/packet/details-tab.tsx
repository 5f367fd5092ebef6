import type { HoldView, PacketRoomView } from "@/lib/packet/views";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";
import { TextareaField } from "../ui/form-field";
import { MeaningBadge } from "../ui/meaning";
import { RelativeTime } from "../ui/relative-time";

interface DetailsTabProps {
  readonly room: PacketRoomView;
  readonly closeHold: FormAction;
}

/** The plain facts of the packet, and its open holds. */
export function DetailsTab({ room, closeHold }: DetailsTabProps) {
  const open = room.holds.filter((hold) => hold.closedAt === null);
  return (
    <div className="grid gap-6 px-4 py-4 text-sm">
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        <dt className="text-muted">Kind</dt>
        <dd>{room.header.kindTitle}</dd>
        <dt className="text-muted">You are</dt>
        <dd>{room.viewer.roles.map((role) => role.replaceAll("-", " ")).join(", ") || "an observer"}</dd>
        <dt className="text-muted">People</dt>
        <dd>{room.people.map((person) => person.name).join(", ")}</dd>
        <dt className="text-muted">Text</dt>
        <dd>{room.header.frozen ? "frozen while approval is pending" : "open for editing"}</dd>
      </dl>
      <section aria-label="Open holds">
        <h3 className="eyebrow mb-1">Open holds</h3>
        {open.length === 0 ? (
          <p className="text-muted">Nobody holds it.</p>
        ) : (
          <ul className="hairline-rows">
            {open.map((hold) => (
              <Hold key={hold.id} hold={hold} packetId={room.header.id} closeHold={closeHold} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Hold({ hold, packetId, closeHold }: { hold: HoldView; packetId: string; closeHold: FormAction }) {
  return (
    <li className="py-3">
      <p className="flex items-center gap-2">
        <span className="font-semibold">H{hold.number}</span>
        <MeaningBadge meaning="held">{hold.sort.replaceAll("-", " ")}</MeaningBadge>
      </p>
      <p className="mt-1">{hold.reason}</p>
      <p className="text-xs text-muted">
        {hold.raisedBy.name}, <RelativeTime at={hold.openedAt} /> · cleared by the{" "}
        {hold.liftedBy.replaceAll("-", " ")}
      </p>
      {hold.mayClose ? (
        <ActionForm action={closeHold} className="mt-2 grid gap-2">
          <input type="hidden" name="packetId" value={packetId} />
          <input type="hidden" name="holdId" value={hold.id} />
          <TextareaField name="reason" label="What settled it" rows={2} required />
          <div>
            <SubmitButton size="sm" look="quiet">
              Clear the hold
            </SubmitButton>
          </div>
        </ActionForm>
      ) : null}
    </li>
  );
}
