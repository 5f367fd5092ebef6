import { expect, it } from "vitest";
import { callbackPath } from "./callback-path.ts";

it("[AU17] goes to a path of this workspace, and to the home for anything else", () => {
  for (const path of ["/", "/packets/a?tab=1#x", "/packets/%E2%9C%93"]) expect(callbackPath(path)).toBe(path);
  for (const bad of [
    "",
    "//evil",
    "/\\evil",
    "\\evil",
    "javascript:alert(1)",
    "https:evil",
    "https://evil",
    "/a\r\nset-cookie: x",
    "/\t/evil",
    "/.//evil",
    "/..//evil",
    "packets",
    "/api/auth/signout",
    `/${"a".repeat(3000)}`,
    null,
    undefined,
  ]) {
    expect([bad, callbackPath(bad)]).toEqual([bad, "/"]);
  }
});
