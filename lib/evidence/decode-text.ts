import { fromUtf8 } from "../kernel/bytes.ts";

const ENCODING = /^<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;

/**
 * The text that the bytes spell without its byte order mark, or null where they are no text: UTF-8, UTF-16 with a
 * mark, or the Latin-1 that an XML declaration names. Text with a NUL is none.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const text = decode(bytes);
  return text === null || text.includes("\u0000") ? null : text;
}

function decode(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs("utf-16le", bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs("utf-16be", bytes.subarray(2));
  const text = fromUtf8(bytes);
  if (text !== null) return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const declared = ENCODING.exec(String.fromCharCode(...bytes.subarray(0, 300)))?.[1]?.toLowerCase();
  if (declared === "iso-8859-1" || declared === "latin1" || declared === "windows-1252") {
    return decodeAs("windows-1252", bytes);
  }
  return null;
}

function decodeAs(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // A fatal decoder throws TypeError for bytes that are not of the encoding.
    return null;
  }
}
