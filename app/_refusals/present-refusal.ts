import type { ActionState } from "@/components/ui/action-form";
import { REFUSALS, type Refusal } from "@/lib/refusals/refusal";

/** A refusal as a form shows it. */
export interface PresentedRefusal {
  readonly code: Refusal["code"];
  readonly status: number;
  readonly message: string;
  readonly detail: string | undefined;
  readonly fields: Readonly<Record<string, string>> | undefined;
}

/** The sentence, status and fields of a refusal. Exhaustive: the table of refusals is the only source of both. */
export function presentRefusal(refusal: Refusal): PresentedRefusal {
  const { status, message } = REFUSALS[refusal.code];
  return { code: refusal.code, status, message, detail: refusal.detail, fields: refusal.fields };
}

/** The refusal as the state of a form. */
export function refusedForm(refusal: Refusal): ActionState<never> {
  const { message, detail, fields } = presentRefusal(refusal);
  return { kind: "refused", message, detail, fields };
}

/** The refusal as an HTTP answer: `application/problem+json` (RFC 9457), never stored by a cache. */
export function refusalResponse(refusal: Refusal): Response {
  const { code, status, message, detail, fields } = presentRefusal(refusal);
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (code === "too-many") headers.set("retry-after", "60");
  const body = { type: "about:blank", title: message, status, code, detail, fields };
  return new Response(JSON.stringify(body), { status, headers });
}
