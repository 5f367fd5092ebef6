"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { useFormFields } from "./action-form";
import { Field, Input, Select, Textarea } from "./field";

interface Common {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Classes of the whole field. */
  readonly fieldClassName?: string;
}

/** Field wiring of an ActionForm: id, described-by and what the server found wrong with this name. */
function useField(name: string) {
  const id = useId();
  const error = useFormFields().fields[name];
  return {
    id,
    error,
    control: { id, name, "aria-describedby": `${id}-note`, "aria-invalid": error ? true : undefined },
  };
}

/** A one-line text field of an ActionForm. */
export function TextField({ name, label, hint, fieldClassName, ...rest }: Common & ComponentProps<"input">) {
  const { id, error, control } = useField(name);
  return (
    <Field label={label} htmlFor={id} hint={hint} error={error} className={fieldClassName}>
      <Input {...rest} {...control} />
    </Field>
  );
}

/** A text field of several lines of an ActionForm. */
export function TextareaField({
  name,
  label,
  hint,
  fieldClassName,
  ...rest
}: Common & ComponentProps<"textarea">) {
  const { id, error, control } = useField(name);
  return (
    <Field label={label} htmlFor={id} hint={hint} error={error} className={fieldClassName}>
      <Textarea {...rest} {...control} />
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SelectFieldProps extends Common, Omit<ComponentProps<"select">, "name"> {
  readonly choices: readonly Choice[];
  /** The first, empty choice; leave out where one is always chosen. */
  readonly none?: string;
}

/** A select field of an ActionForm. */
export function SelectField({ name, label, hint, fieldClassName, choices, none, ...rest }: SelectFieldProps) {
  const { id, error, control } = useField(name);
  return (
    <Field label={label} htmlFor={id} hint={hint} error={error} className={fieldClassName}>
      <Select {...rest} {...control}>
        {none === undefined ? null : <option value="">{none}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
