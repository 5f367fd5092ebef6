"use client";

import { X } from "lucide-react";
import { Toast as Primitive } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { MEANING_ICON, MEANING_TEXT, type Meaning } from "./meaning";

interface ToastMessage {
  readonly id: number;
  readonly meaning: Meaning;
  readonly text: string;
}

type Say = (meaning: Meaning, text: string) => void;

const ToastContext = createContext<Say>(() => undefined);

/** Returns `say(meaning, text)`: shows a short message in the corner and to screen readers. */
export function useToast(): Say {
  return useContext(ToastContext);
}

/** Holds the messages of the page. Refusals that need an answer belong beside their form, not here. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [messages, setMessages] = useState<readonly ToastMessage[]>([]);
  const say = useCallback<Say>((meaning, text) => {
    setMessages((before) => [...before.slice(-3), { id: (before.at(-1)?.id ?? 0) + 1, meaning, text }]);
  }, []);
  const close = useCallback((id: number) => setMessages((before) => before.filter((m) => m.id !== id)), []);
  const value = useMemo(() => say, [say]);
  return (
    <ToastContext value={value}>
      <Primitive.Provider duration={6000} label="Message">
        {children}
        {messages.map((message) => (
          <ToastCard key={message.id} message={message} onClose={close} />
        ))}
        <Primitive.Viewport className="no-print fixed bottom-4 right-4 z-[60] grid w-[min(24rem,calc(100vw-2rem))] gap-2 outline-none" />
      </Primitive.Provider>
    </ToastContext>
  );
}

function ToastCard({ message, onClose }: { message: ToastMessage; onClose: (id: number) => void }) {
  const Icon = MEANING_ICON[message.meaning];
  return (
    <Primitive.Root
      onOpenChange={(open) => (open ? undefined : onClose(message.id))}
      className="flex items-start gap-2.5 rounded-md border border-line bg-raised px-3.5 py-3 text-sm shadow-float motion-safe:animate-[rise_140ms_ease-out]"
    >
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${MEANING_TEXT[message.meaning]}`} />
      <Primitive.Description className="min-w-0 flex-1">{message.text}</Primitive.Description>
      <Primitive.Close aria-label="Dismiss" className="text-muted hover:text-ink">
        <X className="size-4" />
      </Primitive.Close>
    </Primitive.Root>
  );
}
