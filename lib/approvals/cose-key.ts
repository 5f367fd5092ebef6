// A public key as an authenticator gives it: COSE_Key (RFC 9052 section 7, RFC 9053), a CBOR map (RFC 8949).
// Only what such a map needs is read: integers and byte strings, in definite lengths, with nothing behind them.

import { err, ok, type Result } from "../kernel/result.ts";

export type CoseKey =
  | { readonly algorithm: "ES256"; readonly x: Uint8Array; readonly y: Uint8Array }
  | { readonly algorithm: "EdDSA"; readonly x: Uint8Array }
  | { readonly algorithm: "RS256"; readonly n: Uint8Array; readonly e: Uint8Array };

export type CoseFault = "malformed" | "unsupported-algorithm";

type Value = number | Uint8Array;

/** The key that a COSE_Key of ES256 (P-256), EdDSA (Ed25519) or RS256 spells. */
export function parseCoseKey(bytes: Uint8Array): Result<CoseKey, CoseFault> {
  const map = readMap(bytes);
  if (!map) return err("malformed");
  const is = (label: number, value: number) => map.get(label) === value;
  const part = (label: number, length?: number) => {
    const value = map.get(label);
    return value instanceof Uint8Array && (length === undefined || value.length === length) ? value : null;
  };
  const [x, y] = [part(-2, 32), part(-3, 32)];
  if (is(1, 2) && is(3, -7) && is(-1, 1) && x && y) return ok({ algorithm: "ES256", x, y });
  if (is(1, 1) && is(3, -8) && is(-1, 6) && x) return ok({ algorithm: "EdDSA", x });
  const [n, e] = [part(-1), part(-2)];
  if (is(1, 3) && is(3, -257) && n && e) return ok({ algorithm: "RS256", n, e });
  return err("unsupported-algorithm");
}

function readMap(bytes: Uint8Array): ReadonlyMap<number, Value> | null {
  const head = readHead(bytes, 0);
  if (head?.major !== 5 || head.value > 16) return null;
  const map = new Map<number, Value>();
  let at = head.next;
  for (let i = 0; i < head.value; i++) {
    const key = readValue(bytes, at);
    const value = key && readValue(bytes, key.next);
    if (!key || !value || typeof key.value !== "number" || map.has(key.value)) return null;
    map.set(key.value, value.value);
    at = value.next;
  }
  return at === bytes.length ? map : null;
}

function readValue(bytes: Uint8Array, at: number): { value: Value; next: number } | null {
  const head = readHead(bytes, at);
  if (!head) return null;
  if (head.major === 0) return { value: head.value, next: head.next };
  if (head.major === 1) return { value: -1 - head.value, next: head.next };
  const end = head.next + head.value;
  if (head.major !== 2 || end > bytes.length) return null;
  return { value: bytes.slice(head.next, end), next: end };
}

function readHead(bytes: Uint8Array, at: number): { major: number; value: number; next: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  const [major, info] = [first >> 5, first & 31];
  if (info < 24) return { major, value: info, next: at + 1 };
  const width = info === 24 ? 1 : info === 25 ? 2 : 0;
  if (width === 0 || at + width >= bytes.length) return null;
  const value = bytes.slice(at + 1, at + 1 + width).reduce((sum, byte) => sum * 256 + byte, 0);
  return { major, value, next: at + 1 + width };
}
