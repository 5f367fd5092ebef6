import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { type Seat, seat } from "../fixtures/seat.ts";

/** The seven of the main job, each in a browser of their own, with an auditor beside them. */
export interface Cast {
  readonly author: Seat;
  readonly owner: Seat;
  readonly reviewer: Seat;
  readonly cleared: Seat;
  readonly releaseOwner: Seat;
  readonly recipient: Seat;
  readonly outsider: Seat;
}

/** What the journey knows as it goes. */
export interface Journey extends Cast {
  readonly title: string;
  readonly folder: string;
  readonly canaries: Canaries;
  slug: string;
}

/** Words that stand in the annex and nowhere else. */
export interface Canaries {
  readonly title: string;
  readonly text: string;
  readonly claim: string;
  readonly objection: string;
  readonly file: string;
  readonly fileName: string;
}

function canary(of: string): string {
  return `canary-${of}-${randomBytes(9).toString("hex")}`;
}

/** Seats everybody. */
export async function assemble(browser: Browser): Promise<Journey> {
  const sit = (role: Parameters<typeof seat>[1]) => seat(browser, role);
  const [author, owner, reviewer, cleared] = await Promise.all([
    sit("author"),
    sit("artifact-owner"),
    sit("reviewer"),
    sit("cleared-reviewer"),
  ]);
  const [releaseOwner, recipient, outsider] = await Promise.all([
    sit("release-owner"),
    sit("recipient"),
    sit("outsider"),
  ]);
  const canaries = {
    title: canary("title"),
    text: canary("text"),
    claim: canary("claim"),
    objection: canary("objection"),
    file: canary("file"),
    fileName: `${canary("name")}.md`,
  };
  const folder = mkdtempSync(join(tmpdir(), "countersign-journey-"));
  const title = `Vault cutover ${randomBytes(3).toString("hex")}`;
  return {
    author,
    owner,
    reviewer,
    cleared,
    releaseOwner,
    recipient,
    outsider,
    canaries,
    folder,
    title,
    slug: "",
  };
}
