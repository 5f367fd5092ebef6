import { describe, expect, it } from "vitest";
import { isAllowedHost, requestOrigin } from "./allowed-host.ts";

const demo = { demo: true, publicUrlGiven: false, publicUrl: "http://localhost:3000" };
const real = { demo: false, publicUrlGiven: true, publicUrl: "https://countersign.example" };
const quiet = { demo: false, publicUrlGiven: false, publicUrl: "http://localhost:3000" };

describe("which host a request may name", () => {
  it.each(["localhost:3000", "localhost", "author.localhost:3000", "Release-Owner.LOCALHOST:4000"])(
    "[OP9] allows %s in the demo",
    (host) => expect(isAllowedHost(host, demo)).toBe(true),
  );

  it.each([
    undefined,
    "",
    "127.0.0.1:3000",
    "evil.example",
    "root.localhost",
    "author.localhost.evil.example",
    "a b",
  ])("[OP9] refuses %s in the demo", (host) => expect(isAllowedHost(host, demo)).toBe(false));

  it("[OP9] allows the public host alone once PUBLIC_URL is given", () => {
    expect(isAllowedHost("countersign.example", real)).toBe(true);
    expect(isAllowedHost("countersign.example:444", real)).toBe(false);
    expect(isAllowedHost("localhost:3000", real)).toBe(false);
    expect(isAllowedHost("author.localhost:3000", quiet)).toBe(false);
  });

  it("[OP9] makes the origin from PUBLIC_URL or the allowed host, never from another", () => {
    expect(requestOrigin("countersign.example", real)).toBe("https://countersign.example");
    expect(requestOrigin("author.localhost:3000", demo)).toBe("http://author.localhost:3000");
    expect(requestOrigin("evil.example", demo)).toBeNull();
  });
});
