import { refusalResponse } from "@/app/_refusals/present-refusal";
import { requestActor } from "@/lib/auth/session";
import { attachment } from "@/lib/packet/file-name";
import { loadSourceBytes } from "@/lib/queries/load-source-version";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string; readonly versionId: string }>;
}

/** The exact bytes of a source version, as a download and nothing else: no browser is to show or run them. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const actor = await requestActor("api");
  if (!actor.ok) return refusalResponse(actor.error);
  const { id, versionId } = await params;
  const source = await loadSourceBytes(actor.value, id, versionId);
  if (!source.ok) return refusalResponse(source.error);
  return new Response(source.value.bytes, {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": attachment(source.value.fileName),
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
