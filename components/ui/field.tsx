import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

const CONTROL =
  "w-full rounded-md border border-edge bg-raised px-3 text-base text-ink placeholder:text-muted " +
  "disabled:bg-sunken disabled:text-muted aria-[invalid=true]:border-broken";

interface FieldProps {
  readonly label: ReactNode;
  readonly htmlFor: string;
  readonly hint?: ReactNode;
  /** What is wrong with it; also announced. The control should carry `aria-describedby={`${id}-note`}`. */
  readonly error?: string | undefined;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A label, a control, and one note under it: the error where there is one, else the hint. */
export function Field({ label, htmlFor, hint, error, children, className }: FieldProps) {
  const note = error ?? hint;
  return (
    <div className={classes("grid gap-1.5", className)}>
      <label htmlFor={htmlFor} className="text-sm font-medium">
        {label}
      </label>
      {children}
      {note ? (
        <p id={`${htmlFor}-note`} className={classes("text-xs", error ? "text-broken" : "text-muted")}>
          {note}
        </p>
      ) : null}
    </div>
  );
}

/** A one-line text control. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={classes(CONTROL, "h-9", className)} {...rest} />;
}

/** A text control of several lines that grows with its text. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={classes(CONTROL, "field-sizing-content min-h-20 py-2 leading-relaxed", className)}
      {...rest}
    />
  );
}

/** The platform's own select: it works on every device and by keyboard as people expect. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className="relative block">
      <select className={classes(CONTROL, "h-9 appearance-none pr-9", className)} {...rest}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-3 top-2.5 size-4 text-muted" />
    </span>
  );
}

interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

/** A checkbox with its label and a hint beneath. */
export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  return (
    <label className={classes("flex items-start gap-2.5 text-sm", className)}>
      <input type="checkbox" className="mt-1 size-4 shrink-0 accent-(--accent)" {...rest} />
      <span className="min-w-0">
        {label}
        {hint ? <span className="block text-xs text-muted">{hint}</span> : null}
      </span>
    </label>
  );
}

/** A radio choice drawn as a row: title, and one line of consequence. */
export function RadioRow({ label, hint, className, ...rest }: CheckboxProps) {
  return (
    <label
      className={classes(
        "flex items-start gap-2.5 rounded-md border border-line px-3 py-2 text-sm has-checked:border-accent has-checked:bg-accent-soft",
        className,
      )}
    >
      <input type="radio" className="mt-1 size-4 shrink-0 accent-(--accent)" {...rest} />
      <span className="min-w-0">
        <span className="font-medium">{label}</span>
        {hint ? <span className="block text-xs text-muted">{hint}</span> : null}
      </span>
    </label>
  );
}
