import type { Digest } from "./brand.ts";
import { fromHex } from "./bytes.ts";
import { assertInvariant } from "./invariant.ts";

/** Cells along one side of a fingerprint tile. */
export const FINGERPRINT_SIDE = 9;

// Crockford's alphabet: no I, L, O or U, so that nobody misreads a character aloud.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function bitsOf(digest: Digest | string): readonly boolean[] {
  const bytes = fromHex(digest);
  assertInvariant(bytes?.length === 32, "fingerprint", "not a SHA-256 digest");
  return [...bytes].flatMap((byte) => [...byte.toString(2).padStart(8, "0")].map((bit) => bit === "1"));
}

/**
 * A tile of 9 × 9 cells, mirrored about its middle column, drawn from the first 45 bits of a digest; true is
 * a filled cell. It helps eyes to tell two digests apart; it is not a proof of anything.
 */
export function fingerprintGrid(digest: Digest | string): readonly (readonly boolean[])[] {
  const bits = bitsOf(digest);
  const half = (FINGERPRINT_SIDE + 1) / 2;
  return Array.from({ length: FINGERPRINT_SIDE }, (_, row) => {
    const left = bits.slice(row * half, row * half + half);
    return [...left, ...left.slice(0, -1).reverse()];
  });
}

/** The first 80 bits of a digest as sixteen characters to read aloud: `7F3K-9QZM-…` (Crockford base 32). */
export function fingerprintText(digest: Digest | string): string {
  const bits = bitsOf(digest).slice(0, 80);
  const chars = Array.from({ length: 16 }, (_, i) => {
    const value = bits.slice(i * 5, i * 5 + 5).reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0);
    return ALPHABET[value] ?? "";
  });
  return [0, 4, 8, 12].map((at) => chars.slice(at, at + 4).join("")).join("-");
}

/** The tile as text, two characters a cell and one line a row, for terminals. */
export function fingerprintLines(digest: Digest | string): readonly string[] {
  return fingerprintGrid(digest).map((row) => row.map((cell) => (cell ? "██" : "  ")).join(""));
}
