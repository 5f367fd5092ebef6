import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "../../test/database.ts";
import { transaction } from "../db/client.ts";
import { trustFile } from "../db/trust-store.ts";
import { prepareTrust, signingOrigins } from "./prepare-trust.ts";

beforeAll(async () => {
  await testDatabase();
});

it("[LG17] pins keys before anything is recorded, prints them once, and two starts at once pin them once", async () => {
  const printed = await Promise.all([prepareTrust(), prepareTrust()]);
  expect(printed.filter((lines) => lines.length > 0)).toHaveLength(1);
  expect(await prepareTrust()).toEqual([]);
  const trust = await transaction(trustFile);
  expect(trust.ledger.keys).toMatchObject([{ fromIndex: "0", untilIndex: null }]);
  expect(trust.workspace.keys).toHaveLength(1);
  expect(printed.flat().join("\n")).toContain(trust.ledger.origin);
});

it("[LG17] lets passkeys sign at the public origin, or in the demo at each role's own", () => {
  const publicUrl = "https://sign.example:8443";
  expect(signingOrigins({ demo: false, publicUrl, port: 1 })).toEqual([
    { rpId: "sign.example", origin: publicUrl },
  ]);
  const demo = signingOrigins({ demo: true, publicUrl: "http://localhost:3000", port: 3000 });
  expect(demo).toContainEqual({
    rpId: "release-owner.localhost",
    origin: "http://release-owner.localhost:3000",
  });
});
