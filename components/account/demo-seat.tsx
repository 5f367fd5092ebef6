"use client";

import { useEffect, useRef } from "react";
import { ActionForm, type FormAction, SubmitButton } from "../ui/action-form";

interface DemoSeatProps {
  readonly role: string;
  readonly title: string;
  readonly next: string;
  /** Sit down at once: the card was just pressed. */
  readonly auto: boolean;
  readonly takeSeat: FormAction<never>;
}

/** One role's seat, at its own host. */
export function DemoSeat({ role, title, next, auto, takeSeat }: DemoSeatProps) {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (auto) around.current?.querySelector("form")?.requestSubmit();
  }, [auto]);
  return (
    <div ref={around}>
      <ActionForm action={takeSeat}>
        <input type="hidden" name="role" value={role} />
        <input type="hidden" name="next" value={next} />
        <SubmitButton size="lg">Sit down as {title.toLowerCase()}</SubmitButton>
      </ActionForm>
    </div>
  );
}
