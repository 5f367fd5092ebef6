import { test } from "@playwright/test";
import { recommendToCouncil } from "./journeys/council-release.ts";
import { exceptionByFlow } from "./journeys/exception-by-flow.ts";

test.setTimeout(240_000);

test("Tokenization exception by its Flow tab: a hold for good, a decline, a release", ({ browser }) =>
  exceptionByFlow(browser));

test("Build-provenance recommendation: stale rebuilds stop it, and one council reads it", ({ browser }) =>
  recommendToCouncil(browser));
