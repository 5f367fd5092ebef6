import { ArrowUpRight } from "lucide-react";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";

/** A demo role as a card shows it. */
export interface DemoCard {
  readonly role: string;
  readonly title: string;
  readonly can: string;
  readonly href: string;
}

interface DemoCardsProps {
  readonly cards: readonly DemoCard[];
  readonly password: string;
  readonly next: string;
  readonly takeSeat: FormAction<never>;
}

/** The demo's seats. A card opens its role at a host of its own, so that one person can sit in several at once. */
export function DemoCards({ cards, password, next, takeSeat }: DemoCardsProps) {
  return (
    <section aria-label="Demo seats">
      <ul className="grid gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-2 lg:grid-cols-3">
        {cards.map((card) => (
          <li key={card.role} className="flex flex-col bg-raised p-4">
            <a
              href={card.href}
              target={`countersign-${card.role}`}
              data-role={card.role}
              className="group block flex-1 rounded-sm"
            >
              <span className="flex items-baseline justify-between gap-2 font-medium group-hover:text-accent">
                {card.title}
                <ArrowUpRight aria-hidden className="size-4 shrink-0 self-center text-muted" />
              </span>
              <span className="mt-1 block text-sm text-muted">{card.can}</span>
              <span className="sr-only"> Opens in a window of its own.</span>
            </a>
            <ActionForm action={takeSeat} className="mt-3">
              <input type="hidden" name="role" value={card.role} />
              <input type="hidden" name="next" value={next} />
              <SubmitButton
                look="plain"
                size="sm"
                className="-ml-2.5"
                aria-label={`${card.title}: sit down in this window`}
              >
                In this window
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
      <p className="measure mt-4 text-sm text-muted">
        Each card opens that role in a window of its own, with cookies of its own. Where a password is asked
        for, every demo account has <code className="font-mono text-ink">{password}</code>.
      </p>
    </section>
  );
}
