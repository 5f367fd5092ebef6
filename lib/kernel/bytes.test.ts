import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as bytes from "./bytes.ts";

const some = fc.uint8Array({ maxLength: 300 });

it("[CF26] base64, base64url and hex read back what they wrote, as Node writes it", () => {
  fc.assert(
    fc.property(some, (value) => {
      expect(bytes.toBase64(value)).toBe(Buffer.from(value).toString("base64"));
      expect(bytes.toBase64Url(value)).toBe(Buffer.from(value).toString("base64url"));
      expect(bytes.toHex(value)).toBe(Buffer.from(value).toString("hex"));
      expect(bytes.fromBase64(bytes.toBase64(value))).toEqual(value);
      expect(bytes.fromBase64Url(bytes.toBase64Url(value))).toEqual(value);
      expect(bytes.fromHex(bytes.toHex(value))).toEqual(value);
    }),
  );
});

describe("[CF26] has one spelling for each value, and refuses", () => {
  it.each(["QQ", "QQ=", "QR==", "Q===", "=QQ=", "QQ==\n", " QQ==", "QQ-_", "QUJ", "QQ==QQ=="])(
    "base64 %j",
    (text) => {
      expect(bytes.fromBase64(text)).toBeNull();
    },
  );

  it.each(["QQ==", "QR", "Q", "Q+", "Q/", "QQ\n"])("base64url %j", (text) => {
    expect(bytes.fromBase64Url(text)).toBeNull();
  });

  it.each(["0", "0g", "0x00", " 00"])("hex %j", (text) => {
    expect(bytes.fromHex(text)).toBeNull();
  });
});

it("[CF27] reads UTF-8 strictly and keeps a byte-order mark", () => {
  expect(bytes.fromUtf8(Uint8Array.of(0xff))).toBeNull();
  expect(bytes.fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBeNull();
  expect(bytes.fromUtf8(Uint8Array.of(0xc0, 0xaf))).toBeNull();
  expect(bytes.fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe("\ufeffA");
});

it("[CF27] knows a lone surrogate", () => {
  expect(bytes.isWellFormed("a😀b")).toBe(true);
  for (const text of ["\ud800", "\udc00", "a\ud83d", "\udc00\ud800", "\ud800\ud800\udc00"]) {
    expect(bytes.isWellFormed(text)).toBe(false);
  }
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
      (text) => {
        expect(bytes.isWellFormed(text)).toBe(Buffer.from(text, "utf8").toString("utf8") === text);
      },
    ),
  );
});

it("[CF28] joins and compares bytes", () => {
  fc.assert(
    fc.property(some, some, (a, b) => {
      expect(Buffer.from(bytes.concat(a, b)).equals(Buffer.concat([a, b]))).toBe(true);
      expect(bytes.equalBytes(a, b)).toBe(Buffer.from(a).equals(b));
      expect(bytes.equalBytes(a, a.slice())).toBe(true);
    }),
  );
});
