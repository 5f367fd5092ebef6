import { z } from "zod";
import { readJson } from "@/app/_http/read-json";
import { jsonResponse } from "@/app/_http/send-bytes";
import { refusalResponse } from "@/app/_refusals/present-refusal";
import { requestActor } from "@/lib/auth/session";
import { openDocument } from "@/lib/workflows/open-document";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

const nothing = z.strictObject({});

/** Leases a client id for a live document: `{room, clientId, seq, mode}`. See docs/spec/collab.md, CO40. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await requestActor("api");
  if (!actor.ok) return refusalResponse(actor.error);
  const body = await readJson(request, nothing);
  if (!body.ok) return refusalResponse(body.error);
  const opened = await openDocument(actor.value, { documentId: (await params).id });
  return opened.ok ? jsonResponse(opened.value) : refusalResponse(opened.error);
}
