import { randomUUID } from "node:crypto";
import { readForm } from "@/app/_http/read-form";
import { readBytes } from "@/app/_http/read-json";
import { jsonResponse } from "@/app/_http/send-bytes";
import { refusalResponse } from "@/app/_refusals/present-refusal";
import { sameOrigin } from "@/lib/auth/origin";
import { requestActor } from "@/lib/auth/session";
import { EVIDENCE_FORMATS } from "@/lib/evidence/format";
import { fromUtf8 } from "@/lib/kernel/bytes";
import { ok } from "@/lib/kernel/result";
import { plainFileName } from "@/lib/packet/file-name";
import { type Outcome, refuse } from "@/lib/refusals/refusal";
import { addSource } from "@/lib/workflows/add-source";
import { MAX_SOURCE_BYTES } from "@/lib/workflows/add-source.schema";
import { addVersion } from "@/lib/workflows/add-source-version";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** What a form may say beside its file; the workflow's schema judges it. */
const FIELDS = ["annexId", "slotKey", "name", "authority", "effectiveAt", "declaredDigest"] as const;
const KNOWN: ReadonlySet<string> = new Set(["file", "requestId", "sourceId", ...FIELDS]);
/** Room for the fields and the boundaries of a form. */
const FORM_ROOM = 64 * 1024;

/**
 * Adds a file as a source, or with `sourceId` as the next version of one: `multipart/form-data` with `file` and
 * `requestId` (a UUID of the sender's, so that sending again adds nothing). Answers with what it was recognised as.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await requestActor("api");
  if (!actor.ok) return refusalResponse(actor.error);
  const form = await readUpload(request);
  if (!form.ok) return refusalResponse(form.error);
  const packetId = (await params).id;
  const { file, fields } = form.value;
  const sent = { packetId, bytes: file.bytes, fileName: file.name };
  const id = fields.get("requestId") ?? randomUUID();
  const sourceId = fields.get("sourceId");
  const said = Object.fromEntries(
    FIELDS.flatMap((name) => (fields.has(name) ? [[name, fields.get(name)]] : [])),
  );
  const added = sourceId
    ? await addVersion(actor.value, { ...sent, ...said, id, sourceId })
    : await addSource(actor.value, {
        ...sent,
        name: plainFileName(file.name ?? "") ?? "Unnamed file",
        ...said,
        id,
      });
  if (!added.ok) return refusalResponse(added.error);
  const { format, ...value } = added.value;
  return jsonResponse({ ...value, format: EVIDENCE_FORMATS[format].title });
}

interface UploadForm {
  readonly file: { readonly bytes: Uint8Array; readonly name: string | null };
  readonly fields: ReadonlyMap<string, string>;
}

async function readUpload(request: Request): Promise<Outcome<UploadForm>> {
  const origin = sameOrigin(request.headers);
  if (!origin.ok) return origin;
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data;/i.test(type)) return refuse("unsupported-media", "Send multipart/form-data.");
  if (request.headers.has("content-encoding")) return refuse("unsupported-media", "Send the file as it is.");
  const body = await readBytes(request, MAX_SOURCE_BYTES + FORM_ROOM);
  if (!body.ok) return body;
  const parts = readForm(body.value, type);
  const file = parts?.get("file");
  if (!parts || !file || file.fileName === null)
    return refuse("invalid-input", "The form holds no one file.");
  if (file.bytes.length > MAX_SOURCE_BYTES) return refuse("too-large");
  const fields = new Map<string, string>();
  for (const part of parts.values()) {
    if (!KNOWN.has(part.name))
      return refuse("invalid-input", "The form says something that is not known here.");
    const text = part.fileName === null ? fromUtf8(part.bytes) : "";
    if (text === null) return refuse("invalid-input", "A field is not UTF-8.");
    if (text !== "") fields.set(part.name, text);
  }
  return ok({ file: { bytes: file.bytes, name: file.fileName || null }, fields });
}
