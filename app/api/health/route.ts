import { loadHealth } from "@/lib/queries/load-health";

export const dynamic = "force-dynamic";

/** Answers 200 once this process serves and its database is as it must be, else 503. Needs no sign-in. */
export async function GET(): Promise<Response> {
  const health = await loadHealth();
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
