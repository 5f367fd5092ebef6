import type { z } from "zod";
import { sameOrigin } from "@/lib/auth/origin";
import { fromUtf8 } from "@/lib/kernel/bytes";
import type { Json } from "@/lib/kernel/canonical";
import { ok } from "@/lib/kernel/result";
import { parseStrictJson } from "@/lib/kernel/strict-json";
import { type Outcome, refuse } from "@/lib/refusals/refusal";
import { parseInput } from "@/lib/workflows/parse-input";

const DEFAULT_LIMIT = 256 * 1024;

/** How a route reads its body. `maxBytes` is 256 KiB unless told. */
export interface ReadOptions {
  readonly maxBytes?: number;
  /** False only where the caller is proven by a token of its own, never by a cookie. */
  readonly checkOrigin?: boolean;
}

/**
 * The body of a request that changes something, as its schema has it. Refused, in this order: a foreign or missing
 * Origin, a content type other than JSON, more bytes than allowed (counted while reading), bytes that are not
 * UTF-8, JSON that is malformed or has a duplicate key, lone surrogate or NUL, and what the schema does not know.
 */
export async function readJson<S extends z.ZodType>(
  request: Request,
  schema: S,
  options: ReadOptions = {},
): Promise<Outcome<z.infer<S>>> {
  if (options.checkOrigin !== false) {
    const origin = sameOrigin(request.headers);
    if (!origin.ok) return origin;
  }
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") return refuse("unsupported-media", "Send application/json.");
  const bytes = await readBytes(request, options.maxBytes ?? DEFAULT_LIMIT);
  if (!bytes.ok) return bytes;
  const text = fromUtf8(bytes.value);
  if (text === null) return refuse("bad-json", "The body is not UTF-8.");
  const parsed = parseStrictJson(text);
  if (!parsed.ok) return refuse("bad-json", `${parsed.error.reason}, at character ${parsed.error.offset}.`);
  if (hasNul(parsed.value)) return refuse("bad-json", "A text holds the character NUL.");
  return parseInput(schema, parsed.value);
}

/** The body's bytes, or `too-large` as soon as there are more than allowed, whatever Content-Length says. */
export async function readBytes(request: Request, maxBytes: number): Promise<Outcome<Uint8Array>> {
  const announced = Number(request.headers.get("content-length") ?? "0");
  if (announced > maxBytes) return refuse("too-large");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return refuse("too-large");
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return ok(bytes);
}

/** PostgreSQL's text holds no NUL; refused here it is the sender's mistake, there it would be ours. */
function hasNul(value: Json): boolean {
  if (typeof value === "string") return value.includes("\u0000");
  if (value === null || typeof value !== "object") return false;
  return Object.entries(value).some(([key, member]) => key.includes("\u0000") || hasNul(member as Json));
}
