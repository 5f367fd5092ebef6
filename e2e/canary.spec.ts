import { deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { findCanary } from "./fixtures/canary.ts";

const CANARY = "canary-8f3Kq-τοπ";
const DISGUISES: Readonly<Record<string, (text: string) => Buffer>> = {
  plain: (text) => Buffer.from(text),
  upper: (text) => Buffer.from(text.replace("canary", "CANARY")),
  hex: (text) => Buffer.from(Buffer.from(text).toString("hex")),
  base64: (text) => Buffer.from(Buffer.from(text).toString("base64")),
  base64url: (text) => Buffer.from(Buffer.from(text).toString("base64url")),
  utf16: (text) => Buffer.from(text, "utf16le"),
  percent: (text) => Buffer.from(Buffer.from(text).toString("hex").replace(/../g, "%$&")),
  json: (text) =>
    Buffer.from(text.replace(/./gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)),
  gzip: (text) => gzipSync(text),
  deflate: (text) => deflateRawSync(text),
};

test("[AX40] The detector knows a canary in every disguise, at every offset, and nothing else", () => {
  const arrive = (bytes: Buffer) => ({ arrivals: [{ how: "body", url: "u", status: 200, bytes }] as const });
  for (const [name, disguise] of Object.entries(DISGUISES)) {
    for (const before of ["", "a", "ab", "abc"]) {
      expect(findCanary(arrive(disguise(`${before}${CANARY} after`)), CANARY), name).not.toEqual([]);
      expect(findCanary(arrive(disguise(`${before}canary-8f3Kr-τοπ after`)), CANARY), name).toEqual([]);
    }
  }
});
