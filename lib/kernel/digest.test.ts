import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { toHex, utf8 } from "./bytes.ts";
import { digestOf, digestOfText, portableSha256, saltedDigest, sha256 } from "./digest.ts";

it("[CF30] gives the digests of FIPS 180-4's examples", () => {
  expect(digestOfText("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(digestOf(new Uint8Array())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

it("[CF30] is the same in Node and in a browser", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      expect(toHex(sha256(bytes))).toBe(toHex(portableSha256(bytes)));
    }),
  );
});

it("[CF30] commits under a salt as RFC 2104 says", () => {
  const salt = new Uint8Array(32).fill(7);
  expect(saltedDigest(salt, utf8("x"))).toBe(createHmac("sha256", salt).update("x").digest("hex"));
});
