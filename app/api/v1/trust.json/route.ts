import { jsonResponse } from "@/app/_http/send-bytes";
import { loadTrust } from "@/lib/queries/load-trust";

export const dynamic = "force-dynamic";

/** What a verifier pins: ledger origin and keys, workspace keys, origins. Needs no sign-in. */
export async function GET(): Promise<Response> {
  return jsonResponse(await loadTrust());
}
