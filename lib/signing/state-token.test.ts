import { beforeAll, describe, expect, it } from "vitest";
import { forgetSettings } from "../settings/settings.ts";
import { openStateToken, sealStateToken } from "./state-token.ts";

describe("state token", () => {
  beforeAll(() => {
    process.env.AUTH_SECRET = "a secret that only the tests know, long enough";
    process.env.DATABASE_URL ??= "postgresql://nobody@localhost/none";
    forgetSettings();
  });

  it("[AP20] opens to the numbers it was sealed with", () => {
    expect(openStateToken(sealStateToken("12;3", "packet"), "packet")).toBe("12;3");
  });

  it("[AP20] opens to nothing when about something else, or when a character changed", () => {
    const token = sealStateToken("12;3", "packet");
    expect(openStateToken(token, "another packet")).toBeNull();
    const other = token.startsWith("A") ? `B${token.slice(1)}` : `A${token.slice(1)}`;
    expect(openStateToken(other, "packet")).toBeNull();
    expect(openStateToken("", "packet")).toBeNull();
    expect(openStateToken("***", "packet")).toBeNull();
  });

  it("[AP20] does not repeat itself, so that two equal states cannot be told from two different ones", () => {
    expect(sealStateToken("12;3", "p")).not.toBe(sealStateToken("12;3", "p"));
  });
});
