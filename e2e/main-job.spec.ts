import { test } from "@playwright/test";
import {
  askForTheNext,
  moveWhilePending,
  supersedeAndWithdraw,
  takeTheBundle,
  verifyWithoutUs,
} from "./journeys/afterwards.ts";
import { assemble } from "./journeys/cast.ts";
import { approve, cutAndAsk, decline, readInTheLane, readReadiness, takePasskey } from "./journeys/decide.ts";
import { disagree } from "./journeys/disagree.ts";
import { bringEvidence, claimAndTrace, makeThePacket, writeTogether } from "./journeys/draft.ts";
import { nothingLeaked, restrict, tryToReach } from "./journeys/restrict.ts";

test("From an empty page to a lane that reads exactly what was approved", async ({ browser }) => {
  test.setTimeout(600_000);
  const journey = await assemble(browser);
  await makeThePacket(journey);
  await writeTogether(journey);
  await bringEvidence(journey);
  await claimAndTrace(journey);
  await disagree(journey);
  const annex = await restrict(journey);
  await readReadiness(journey);
  await cutAndAsk(journey);
  await decline(journey);
  await takePasskey(journey);
  const first = await approve(journey, 2);
  await readInTheLane(journey, first);
  const files = await takeTheBundle(journey, first);
  await moveWhilePending(journey);
  const second = await approve(journey, await askForTheNext(journey));
  await supersedeAndWithdraw(journey, first, second);
  await tryToReach(journey, annex);
  const { reviewer, releaseOwner, recipient, outsider } = journey;
  await nothingLeaked(journey, [reviewer, releaseOwner, recipient, outsider]);
  await verifyWithoutUs(browser, journey, files);
});
