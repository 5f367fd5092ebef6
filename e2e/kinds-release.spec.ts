import { test } from "@playwright/test";
import { packageForBridge } from "./journeys/bridge-package.ts";
import { recommendToCouncil } from "./journeys/council-release.ts";
import { exceptionByFlow } from "./journeys/exception-by-flow.ts";

// A journey takes about a minute; a machine that does much else gets the time that it needs.
test.setTimeout(480_000);

test("Tokenization exception by its Flow tab: a hold for good, a decline, a release", ({ browser }) =>
  exceptionByFlow(browser));

test("Build-provenance recommendation: stale rebuilds stop it, and one council reads it", ({ browser }) =>
  recommendToCouncil(browser));

test("Customer bridge package: security clears it, three sign, and details stay inside", ({ browser }) =>
  packageForBridge(browser));
