// Reads a form's fields as the plain data that a workflow's schema expects. Nothing is judged here.

/** The text of a field; empty where it is missing or a file. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** The text of a field, or null where it is empty: "none chosen". */
export function orNull(form: FormData, name: string): string | null {
  return text(form, name).trim() || null;
}

/** The text of a field, or undefined where it is empty: "not said". */
export function orUndefined(form: FormData, name: string): string | undefined {
  return orNull(form, name) ?? undefined;
}

/** A whole number, or what was typed where it is none, so that the schema names the field. */
export function number(form: FormData, name: string): number | string | undefined {
  const value = orUndefined(form, name);
  return value !== undefined && /^-?\d{1,12}$/.test(value.trim()) ? Number(value) : value;
}

/** All texts of a repeated field. */
export function texts(form: FormData, name: string): readonly string[] {
  return form.getAll(name).filter((value) => typeof value === "string");
}

/** JSON of a hidden field; null where it is not JSON, which the schema then refuses. */
export function json(form: FormData, name: string): unknown {
  try {
    return JSON.parse(text(form, name));
  } catch {
    return null; // a field that was tampered with: its schema refuses it by name
  }
}

/** The fields whose names begin with `prefix`, without it. */
export function group(form: FormData, prefix: string): Readonly<Record<string, string>> {
  const found = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith(prefix) && typeof value === "string" ? [[name.slice(prefix.length), value] as const] : [],
  );
  return Object.fromEntries(found);
}
