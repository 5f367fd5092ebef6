import { test } from "@playwright/test";
import { keepBoard } from "./journeys/caveat-board.ts";
import { recommendAtGate } from "./journeys/gate-disposition.ts";
import { reconcileRecords } from "./journeys/integrity-ledger.ts";
import { stageRecord } from "./journeys/staging-record.ts";

// A journey takes about a minute; a machine that does much else gets the time that it needs.
test.setTimeout(480_000);

test("Deployment-review staging record: mixed exports are held, one candidate is staged, nothing begins", ({
  browser,
}) => stageRecord(browser));

test("Artifact discrepancy: the conflict travels with the ledger, and the next run says that records agree", ({
  browser,
}) => reconcileRecords(browser));

test("Caveat board: clearing a blocker goes to a person, a caveat does not, and history only grows", ({
  browser,
}) => keepBoard(browser));

test("Enforcement gate disposition: hold while blockers can be refreshed, then proceed, to the gate owner", ({
  browser,
}) => recommendAtGate(browser));
