import { describe, expect, it } from "vitest";
import { attachment, plainFileName } from "./file-name.ts";

describe("file names", () => {
  it.each([
    ["../../x.json", "x.json"],
    ["..\\..\\x", "x"],
    ["C:\\temp\\report.xml", "report.xml"],
    ["exe\u202efdp.txt", "exefdp.txt"],
    ["a\u0000b\r\nSet-Cookie: x", "abSet-Cookie: x"],
    ["..", null],
    ["", null],
  ])("[EV40] shows %j as %j", (given, shown) => {
    expect(plainFileName(given)).toBe(shown);
  });

  it("[EV41] writes a header that cannot be broken out of", () => {
    const header = attachment('x"; filename="y\u00e9.html');
    expect(header).toMatch(/^attachment; filename="[^"\\;]*"; filename\*=UTF-8''[A-Za-z0-9%._~!$&+^`|-]+$/);
  });
});
