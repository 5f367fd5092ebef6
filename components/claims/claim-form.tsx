"use client";

import { useId, useState } from "react";
import { parseAssertion } from "@/lib/claims/assertion";
import type { Assertion } from "@/lib/claims/assertion.schema";
import { Quoted } from "../objections/raise-form";
import { Button } from "../ui/button";

const OPERATORS = ["=", "!=", "<", "<=", ">", ">="] as const;

interface ClaimFormProps {
  readonly quote: string;
  /** Makes the claim, then its mark; resolves with a refusal's sentence, or null where it was made. */
  readonly make: (assertion: Assertion | null) => Promise<string | null>;
  readonly onDone: () => void;
}

/** Makes a claim of the selection, with an assertion that is evaluated again whenever its source moves. */
export function ClaimForm({ quote, make, onDone }: ClaimFormProps) {
  const id = useId();
  const [asserts, setAsserts] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "");
    const parsed = asserts ? parseAssertion(`${text("key")} ${text("op")} ${text("value")}`) : null;
    if (parsed && !parsed.ok) {
      setRefusal("Name a fact and the value that it should have: junit.failures = 0.");
      return;
    }
    const refused = await make(parsed?.value ?? null);
    setRefusal(refused);
    if (refused === null) onDone();
  };
  return (
    <form action={submit} className="grid gap-3 text-sm">
      <Quoted quote={quote} />
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={asserts} onChange={(event) => setAsserts(event.target.checked)} /> It
        can be checked against a fact of a source
      </label>
      {asserts ? (
        <div className="grid grid-cols-[minmax(0,1fr)_4.5rem_6rem] gap-2">
          <input
            id={`${id}k`}
            name="key"
            aria-label="Fact"
            placeholder="junit.failures"
            className="h-8 rounded-md border border-edge bg-raised px-2 font-mono text-xs"
          />
          <select
            name="op"
            aria-label="Comparison"
            className="h-8 rounded-md border border-edge bg-raised px-1"
          >
            {OPERATORS.map((op) => (
              <option key={op}>{op}</option>
            ))}
          </select>
          <input
            name="value"
            aria-label="Value"
            placeholder="0"
            className="h-8 rounded-md border border-edge bg-raised px-2 font-mono text-xs"
          />
        </div>
      ) : null}
      {refusal ? (
        <p role="alert" className="text-broken">
          {refusal}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" look="primary" size="sm">
          Mark as a claim
        </Button>
        <Button size="sm" look="plain" onClick={onDone}>
          Not now
        </Button>
      </div>
    </form>
  );
}
