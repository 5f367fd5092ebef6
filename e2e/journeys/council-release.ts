// One build without its signed provenance goes to one council: stale rebuilds stop the first revision for good, the
// second reaches exactly the named members.

import { randomBytes } from "node:crypto";
import { type Browser, expect, test } from "@playwright/test";
import { virtualAuthenticator } from "../fixtures/authenticator.ts";
import { type Seat, seat } from "../fixtures/seat.ts";
import { openSheet } from "../pages/approval-page.ts";
import { markClaim, traceToFact, writeSections } from "../pages/claim-page.ts";
import { askDenied, ledgerSays, openFlow, readHold, takeGate, whereItIs } from "../pages/flow-page.ts";
import { makeOfKind } from "../pages/gallery-page.ts";
import { makeLane } from "../pages/lane-page.ts";
import { askApproval, cut } from "../pages/packet-pages.ts";
import { enrolPasskey } from "../pages/profile-page.ts";
import { pasteRows } from "../pages/register-page.ts";
import { readRelease, refusedRelease } from "../pages/release-page.ts";
import { bring, bringVersion, json } from "../pages/sources-page.ts";

const MATCHES = "Do the packet hash, the bounded options and the blocked paths still match?";
const LANE = "Are the council lane scope, the expiry window and the manifest binding still valid?";
const REBUILT = "Three rebuilds elsewhere gave the same bytes.";
const REBUILDS = { artifact: "artifact-signer 9.2.0", rebuilds: { matching: 3, of: 3 } };
const OPTIONS = ["Hold promotion", "time-boxed exception", "enterprise software supply chain council"];

interface Council {
  readonly author: Seat;
  readonly releaseOwner: Seat;
  readonly member: Seat;
  readonly outsider: Seat;
  readonly title: string;
  readonly slug: string;
}

/** The whole way of one recommendation: a lane of its own, a hold, a release, and a link that was forwarded. */
export async function recommendToCouncil(browser: Browser): Promise<void> {
  const council = await assemble(browser);
  await recommend(council);
  await stopForStaleRebuilds(council);
  await mendAndPass(council);
  const release = await releaseToCouncil(council);
  await forwardIt(council, release);
}

async function assemble(browser: Browser): Promise<Council> {
  const [admin, author, releaseOwner, member, outsider] = await Promise.all([
    seat(browser, "admin"),
    seat(browser, "author"),
    seat(browser, "release-owner"),
    seat(browser, "recipient"),
    seat(browser, "outsider"),
  ]);
  const mark = randomBytes(3).toString("hex");
  const lane = `Release integrity council ${mark}`;
  await test.step("An administrator opens the council's lane", async () => {
    await makeLane(admin.page, {
      title: lane,
      key: `council-${mark}`,
      purpose: "Named members of the release integrity council decide on exceptions.",
      maxWindowHours: 240,
      recipients: ["Recipient"],
    });
    await admin.context.close();
  });
  const title = `Artifact signer 9.2.0 ${mark}`;
  return test.step("The author makes the packet from the gallery", async () => {
    const slug = await makeOfKind(author.page, {
      search: "bpe",
      kind: "Build-provenance exception recommendation",
      title,
      artifactOwner: "Artifact owner",
      releaseOwner: "Release owner",
      members: [
        ["Author", "Author (release integrity)"],
        ["Reviewer", "Reproducibility reviewer"],
      ],
      lane,
    });
    return { author, releaseOwner, member, outsider, title, slug };
  });
}

async function recommend({ author: { page }, slug, title }: Council): Promise<void> {
  await test.step("It is written; the rebuilds that it leans on are ten days old", async () => {
    await bring(page, slug, [
      {
        slot: "attestation",
        file: json("attestation-gap.json", { train: "train-9", missing: ["artifact-signer 9.2.0"] }),
      },
      { slot: "reproducibility", file: json("rebuilds.json", REBUILDS), hours: 240 },
      { slot: "signer-quorum", file: json("quorum.json", { quorum: { asked: 3, vouched: 3 } }) },
    ]);
    await writeSections(page, slug, title, {
      Recommendation: "One artifact of train 9 lacks its provenance after the outage of the signer.",
      "Compensating evidence": REBUILT,
      "Why the closed paths are closed": "An unsigned promotion could not be told from a tampered one.",
      "Residual risk": "The compiler itself was not rebuilt.",
    });
    await pasteRows(page, slug, "open-questions", [
      ["Question", "With"],
      ["Does the quorum count a retired key?", "Custodians"],
      ["Who rebuilds the compiler?", "Build platform"],
    ]);
  });
}

async function stopForStaleRebuilds({ author: { page }, slug }: Council): Promise<void> {
  await test.step("The first gate stops r1: its rebuilds are past their time", async () => {
    await cut(page, slug, 1);
    await takeGate(page, slug, {
      question: MATCHES,
      says: "No",
      because: ["rebuilds.json is older than its freshness rule allows"],
    });
    await readHold(page, slug, {
      title: "Hold the packet revision for manual follow-up or supersession",
      sort: "terminal",
      owner: "Artifact owner",
      leads: "Cut a new revision: it begins a new run.",
    });
  });
}

async function mendAndPass({ author: { page }, slug, title }: Council): Promise<void> {
  await test.step("The rebuilds are made again, the figure is traced, and r2 passes both gates", async () => {
    await bringVersion(page, slug, "rebuilds.json", json("rebuilds.json", { ...REBUILDS, round: 2 }), 2);
    await page.goto(`/packets/${slug}`);
    await markClaim(page, title, REBUILT, { key: "record.rebuilds.matching", value: "3" });
    await traceToFact(page, slug, 1, { source: "rebuilds.json", fact: "record.rebuilds.matching" });
    await cut(page, slug, 2);
    await takeGate(page, slug, { question: MATCHES, says: "Yes" });
    await takeGate(page, slug, { question: LANE, says: "Yes" });
  });
}

async function releaseToCouncil({ author, releaseOwner, member, slug, title }: Council): Promise<string> {
  return test.step("The release-governance owner signs r2 with a passkey, and a member reads those bytes", async () => {
    await askApproval(author.page, slug);
    await virtualAuthenticator(releaseOwner.page);
    await enrolPasskey(releaseOwner.page, `Key for ${title}`);
    const sheet = await openSheet(releaseOwner.page, slug, 2);
    const release = await sheet.release();
    await readRelease(member.page, release, {
      title,
      digest: sheet.digest,
      words: [REBUILT, "with a passkey", ...OPTIONS, "Unsigned direct promotion"],
    });
    await openFlow(author.page, slug);
    await expect(whereItIs(author.page)).toContainText("forwarding outside the approved council audience");
    return release;
  });
}

async function forwardIt({ author, outsider, slug }: Council, release: string): Promise<void> {
  await test.step("The forwarded link opens nothing for anybody else, and adjudicating is refused", async () => {
    await refusedRelease(outsider.page, release);
    await askDenied(author.page, slug, "Adjudicate the exception", "The council will say yes anyway.");
    await ledgerSays(author.page, slug, [
      "was refused the released copy",
      "was refused an action beyond the stop boundary",
    ]);
  });
}
