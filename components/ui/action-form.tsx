"use client";

import { LoaderCircle } from "lucide-react";
import {
  type ComponentProps,
  createContext,
  type FormEvent,
  type ReactNode,
  useActionState,
  useContext,
  useEffect,
  useRef,
  useState,
  useTransition,
} from "react";
import { Button } from "./button";
import { Notice } from "./meaning";

/** What a server action answers a form with. `value` is whatever the form wants back. */
export type ActionState<T = unknown> =
  | { readonly kind: "idle" }
  | { readonly kind: "done"; readonly message?: string; readonly value?: T }
  | {
      readonly kind: "refused";
      readonly message: string;
      readonly detail?: string | undefined;
      readonly fields?: Readonly<Record<string, string>> | undefined;
    };

/** A server action that a form can call. */
export type FormAction<T = unknown> = (before: ActionState<T>, form: FormData) => Promise<ActionState<T>>;

interface FormContextValue {
  readonly pending: boolean;
  readonly fields: Readonly<Record<string, string>>;
}
const FormContext = createContext<FormContextValue>({ pending: false, fields: {} });

/** The state of the form around: pending, and what is wrong with which field. */
export function useFormFields(): FormContextValue {
  return useContext(FormContext);
}

interface ActionFormProps<T> extends Omit<ComponentProps<"form">, "action" | "children"> {
  readonly action: FormAction<T>;
  readonly children: ReactNode;
  /** Called once for each submission that was accepted. */
  readonly onDone?: (value: T | undefined) => void;
  /** Empty the form after it was accepted. */
  readonly clearOnDone?: boolean;
}

const UNREACHABLE: ActionState<never> = {
  kind: "refused",
  message: "The workspace could not be reached. Nothing was sent twice; what you typed is still here.",
};

/**
 * A form around a server action. It keeps what was typed when refused or offline, shows the refusal's sentence,
 * and sends a `requestId` made in the browser that stays the same until it is accepted, so that pressing twice
 * does the act once.
 */
export function ActionForm<T>({ action, children, onDone, clearOnDone, ...rest }: ActionFormProps<T>) {
  const form = useRef<HTMLFormElement>(null);
  const done = useRef(onDone);
  done.current = onDone;
  const [requestId, setRequestId] = useState("");
  const [starting, start] = useTransition();
  const [state, dispatch, acting] = useActionState<ActionState<T>, FormData>(
    async (before, data) => {
      const after = await action(before as ActionState<T>, data).catch((reason) => rethrowOrRefuse(reason));
      // Not in an effect: what the act changed on the page may take this form away before one runs.
      if (after.kind === "done") done.current?.(after.value);
      return after;
    },
    { kind: "idle" },
  );
  useEffect(() => setRequestId(crypto.randomUUID()), []);
  useEffect(() => {
    if (state.kind !== "done") return;
    setRequestId(crypto.randomUUID());
    if (clearOnDone) form.current?.reset();
  }, [state, clearOnDone]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    // Not `<form action>`: React empties the fields after an action, also after a refusal.
    event.preventDefault();
    if (starting || acting) return;
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    const data = new FormData(event.currentTarget, submitter);
    start(() => dispatch(data));
  };
  const fields = state.kind === "refused" ? (state.fields ?? {}) : {};
  return (
    <FormContext value={{ pending: starting || acting, fields }}>
      <form ref={form} method="post" onSubmit={submit} {...rest}>
        <input type="hidden" name="requestId" value={requestId} />
        {children}
        <Refused state={state} />
      </form>
    </FormContext>
  );
}

/**
 * What a form is told of an action that threw. Redirects and not-found, which Next throws, are thrown on. A failure
 * of the server becomes a refusal with the id that it was logged under: the page stays, and with it what was typed.
 */
export function rethrowOrRefuse(reason: unknown): ActionState<never> {
  const digest =
    typeof reason === "object" && reason !== null && "digest" in reason ? (reason.digest ?? null) : null;
  if (digest === null) return UNREACHABLE;
  if (String(digest).startsWith("NEXT_")) throw reason;
  return {
    kind: "refused",
    message: "The workspace failed at this. What you typed is still here; try again.",
    detail: `If it fails again, tell an administrator and name ${digest}.`,
  };
}

function Refused({ state }: { readonly state: ActionState<unknown> }) {
  if (state.kind !== "refused") return null;
  return (
    <Notice meaning="broken" role="alert" className="mt-3">
      {state.message}
      {state.detail ? <span className="block text-xs">{state.detail}</span> : null}
    </Notice>
  );
}

/** The submit button of an ActionForm: shows that it is working and cannot be pressed twice. */
export function SubmitButton({ children, disabled, ...rest }: ComponentProps<typeof Button>) {
  const { pending } = useFormFields();
  return (
    <Button type="submit" look="primary" disabled={pending || disabled} aria-busy={pending} {...rest}>
      {pending ? <LoaderCircle aria-hidden className="animate-[turn_1s_linear_infinite]" /> : null}
      {children}
    </Button>
  );
}
