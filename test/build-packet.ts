import { randomUUID } from "node:crypto";
import type { Actor } from "../lib/auth/actor.ts";
import { database, transaction } from "../lib/db/client.ts";
import { ensureWorkspace } from "../lib/db/trust-store.ts";
import { utf8 } from "../lib/kernel/bytes.ts";
import type { Outcome } from "../lib/refusals/refusal.ts";
import { DEMO_ROLES, type DemoRole } from "../lib/settings/demo-roles.ts";
import { addSource } from "../lib/workflows/add-source.ts";
import { grantClearance } from "../lib/workflows/change-clearance.ts";
import { createLane } from "../lib/workflows/create-lane.ts";
import { createPacket } from "../lib/workflows/create-packet.ts";
import { makeAnnex } from "../lib/workflows/make-annex.ts";
import { makeClaim } from "../lib/workflows/make-claim.ts";

/** One actor a demo role, all in one workspace. */
export type Cast = Readonly<Record<DemoRole, Actor>>;

/** A packet with its people, ready to be written in. */
export interface PacketFixture {
  readonly cast: Cast;
  readonly packetId: string;
  readonly slug: string;
  readonly laneId: string;
  /** The body's document. */
  readonly documentId: string;
}

/** What to build beside the packet itself. */
export interface FixtureOptions {
  readonly kindKey?: string;
  readonly title?: string;
  /** People to use again, for a second packet of the same workspace. */
  readonly cast?: Cast;
  readonly laneId?: string;
}

/** The value of an outcome that a test takes for granted; a refusal fails the test and says which. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.error)}`);
  return outcome.value;
}

/** An account, as the actor that its session would give. */
export async function makeActor(name: string, roles: readonly ("auditor" | "admin")[] = []): Promise<Actor> {
  const id = randomUUID();
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${id.slice(0, 8)}@example.test`;
  await database().account.create({
    data: { id, email, name, roles: { create: roles.map((role) => ({ role })) } },
  });
  return { kind: "person", id, name, email, workspaceRoles: roles, sessionVersion: 1, through: "web" };
}

/** The workspace and one account for each demo role. */
export async function makeCast(): Promise<Cast> {
  await transaction((tx) => ensureWorkspace(tx, { name: "Test workspace", demo: false }));
  const cast: Partial<Record<DemoRole, Actor>> = {};
  for (const role of DEMO_ROLES) {
    const words = role.replaceAll("-", " ");
    const name = words.charAt(0).toUpperCase() + words.slice(1);
    cast[role] = await makeActor(name, role === "auditor" || role === "admin" ? [role] : []);
  }
  return cast as Cast;
}

/** A lane whose one recipient is the cast's, owned by the release owner; passkey or password may sign for it. */
export async function makeLane(cast: Cast, key = `intake-${randomUUID().slice(0, 8)}`): Promise<string> {
  const lane = await createLane(cast.admin, {
    id: randomUUID(),
    key,
    ownerId: cast["release-owner"].id,
    title: "Architecture-review intake",
    purpose: "Reads the packet that the review decides on.",
    maxWindowHours: 336,
    exportPolicy: "bundle",
    methods: ["passkey", "password"],
    recipientIds: [cast.recipient.id],
  });
  return must(lane).laneId;
}

/**
 * Makes a workspace's people, a lane and a packet of the tokenization kind (or another), by the same workflows that
 * the doors use: author, artifact owner, reviewer and cleared reviewer as members, the release owner as such.
 */
export async function packetFixture(options: FixtureOptions = {}): Promise<PacketFixture> {
  const cast = options.cast ?? (await makeCast());
  const laneId = options.laneId ?? (await makeLane(cast));
  const made = await createPacket(cast.author, {
    id: randomUUID(),
    title: options.title ?? "Settlement path cutover, release train 26.4",
    kindKey: options.kindKey ?? "payments-tokenization-exception",
    artifactOwnerId: cast["artifact-owner"].id,
    releaseOwnerId: cast["release-owner"].id,
    members: [
      { accountId: cast.author.id, role: "author" },
      { accountId: cast.reviewer.id, role: "reviewer" },
      { accountId: cast["cleared-reviewer"].id, role: "reviewer" },
    ],
    laneId,
    windowHours: 72,
  });
  const { packetId, slug } = must(made);
  const document = await database().document.findFirstOrThrow({ where: { packetId, annexId: null } });
  return { cast, packetId, slug, laneId, documentId: document.id };
}

/** An annex of the packet's first slot, owned by the artifact owner; author and cleared reviewer are cleared. */
export async function addAnnex(fixture: PacketFixture, title = "Processor routes"): Promise<string> {
  const { cast, packetId } = fixture;
  const owner = cast["artifact-owner"];
  const made = must(
    await makeAnnex(owner, { id: randomUUID(), packetId, slotKey: "settlement-detail", title }),
  );
  for (const cleared of [cast.author, cast["cleared-reviewer"]]) {
    must(await grantClearance(owner, { packetId, annexId: made.annexId, accountId: cleared.id }));
  }
  return made.annexId;
}

/** A source with one version of plain text (or the given bytes), by the author. */
export async function addTextSource(
  fixture: PacketFixture,
  text: string | Uint8Array,
  more: { slotKey?: string; annexId?: string; name?: string; effectiveAt?: string } = {},
): Promise<{ sourceId: string; versionId: string; number: number }> {
  return must(
    await addSource(fixture.cast.author, {
      id: randomUUID(),
      packetId: fixture.packetId,
      bytes: typeof text === "string" ? utf8(text) : text,
      name: more.name ?? "Notes of the rehearsal",
      fileName: "notes.txt",
      slotKey: more.slotKey ?? null,
      annexId: more.annexId ?? null,
      effectiveAt: more.effectiveAt ?? null,
    }),
  );
}

/** A claim row without a mark, by the author. */
export async function addClaim(
  fixture: PacketFixture,
  quote: string,
  annexId: string | null = null,
): Promise<string> {
  const { cast, packetId } = fixture;
  return must(await makeClaim(cast.author, { id: randomUUID(), packetId, annexId, quote })).claimId;
}
