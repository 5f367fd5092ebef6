import "server-only";
import { accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { outcomeTransaction } from "../db/client.ts";
import { ok } from "../kernel/result.ts";
import type { HomeView } from "../packet/turn-views.ts";
import type { Outcome } from "../refusals/refusal.ts";
import { loadLaneInbox } from "./load-lane-releases.ts";
import { readTurns } from "./view-turns.ts";

/** Loads whose turn it is, in every packet that the actor takes part in, and what was released lately. */
export async function loadHome(actor: Actor): Promise<Outcome<HomeView>> {
  const packets = await outcomeTransaction(async (tx) => {
    const access = await accessWorkspace(tx, actor, "home.read");
    return access.ok ? ok(await readTurns(tx, actor, access.value.now)) : access;
  });
  if (!packets.ok) return packets;
  const inbox = await loadLaneInbox(actor);
  if (!inbox.ok) return inbox;
  const read = inbox.value.slice(0, 10).map((release) => ({
    key: `lane-${release.id}`,
    what: release.title,
    href: `/releases/${release.id}`,
    why: `r${release.revisionNumber} was released to you.`,
    since: release.opensAt,
    act: release.pill === "Released" ? "Read it" : null,
    pill: release.pill,
  }));
  const { yours, others, released } = packets.value;
  const known = new Set(read.map((turn) => turn.href));
  const both = [...read, ...released.filter((turn) => !known.has(turn.href))];
  return ok({ yours, others, released: both.sort((a, b) => (a.since < b.since ? 1 : -1)).slice(0, 10) });
}
