import type { z } from "zod";
import { err, ok } from "../kernel/result.ts";
import type { Outcome } from "../refusals/refusal.ts";

/** The input as its schema has it, or `invalid-input` with a sentence for each field that is wrong. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): Outcome<z.infer<S>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues.slice(0, 20)) {
    fields[issue.path.map(String).join(".") || "form"] ??= issue.message;
  }
  return err({ code: "invalid-input", fields });
}
