declare const brand: unique symbol;

/** A primitive that may only be made by the one function that checks it. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Lower-case SHA-256 in hex, 64 characters. */
export type Digest = Brand<string, "Digest">;

const DIGEST = /^[0-9a-f]{64}$/;

/** True for 64 lower-case hex digits. */
export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}
