/** Exact bytes as an answer: never sniffed, never kept by a cache, named by their digest where one is given. */
export function bytesResponse(
  bytes: Uint8Array,
  about: { readonly type: string; readonly digest?: string; readonly fileName?: string },
): Response {
  const headers = new Headers({
    "content-type": about.type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  if (about.digest) headers.set("etag", `"sha256:${about.digest}"`);
  if (about.fileName) headers.set("content-disposition", `attachment; filename="${about.fileName}"`);
  return new Response(new Uint8Array(bytes), { headers });
}

/** A value as JSON, never kept by a cache. */
export function jsonResponse(value: unknown): Response {
  return Response.json(value, { headers: { "cache-control": "no-store" } });
}
