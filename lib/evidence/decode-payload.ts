import { fromBase64, fromBase64Url, fromUtf8 } from "../kernel/bytes.ts";

/**
 * The text of an envelope's payload, or null where it is no base64 or no UTF-8. DSSE allows both alphabets
 * (secure-systems-lab/dsse, envelope.md); padding may be missing from the URL-safe one.
 */
export function decodePayload(encoded: string): string | null {
  const bytes = fromBase64(encoded) ?? fromBase64Url(encoded.replace(/=+$/, ""));
  return bytes === null ? null : fromUtf8(bytes);
}
