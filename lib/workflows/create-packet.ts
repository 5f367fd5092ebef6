import { accessWorkspace } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { type CatalogueKind, kindByKey } from "../catalogue/catalogue.ts";
import { documentSections } from "../collab/layout.ts";
import { databaseNow, type Tx } from "../db/client.ts";
import { createDocument } from "../db/document-store.ts";
import { keepKind } from "../db/kind-store.ts";
import { record } from "../db/ledger-store.ts";
import { seedRegisters } from "../db/register-store.ts";
import type { Json } from "../kernel/canonical.ts";
import { ok } from "../kernel/result.ts";
import { decideWindow } from "../lanes/rules.ts";
import { decideSeats, type Seat } from "../packet/seats.ts";
import { slugOf } from "../packet/slug.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";
import { createPacketSchema } from "./create-packet.schema.ts";
import { once } from "./on-packet.ts";
import { parseInput } from "./parse-input.ts";

type Input = ReturnType<typeof createPacketSchema.parse>;

/** A packet that was made, or had been made by the same sending. */
export interface CreatedPacket {
  readonly packetId: string;
  readonly slug: string;
}

/**
 * Makes a packet of a kind: its body document with the kind's sections, its seeded registers, its people. Whoever
 * makes it and is named nowhere becomes an author. Input: `createPacketSchema`.
 */
export async function createPacket(actor: Actor, input: unknown): Promise<Outcome<CreatedPacket>> {
  const parsed = parseInput(createPacketSchema, input);
  if (!parsed.ok) return parsed;
  const entry = await kindByKey(parsed.value.kindKey);
  if (!entry) return refuse("kind-invalid", "There is no such packet kind here.");
  return once(async (tx) => {
    const access = await accessWorkspace(tx, actor, "packet.create");
    if (!access.ok) return access;
    const first = await tx.packet.findUnique({
      where: { id: parsed.value.id },
      select: { id: true, slug: true, createdById: true },
    });
    if (first) {
      return first.createdById === actor.id
        ? ok({ packetId: first.id, slug: first.slug })
        : refuse("duplicate");
    }
    return make(tx, actor, parsed.value, entry);
  });
}

async function make(
  tx: Tx,
  actor: Actor,
  input: Input,
  entry: CatalogueKind,
): Promise<Outcome<CreatedPacket>> {
  const seats = seatsOf(actor, input);
  const decided = decideSeats(entry.kind, seats);
  if (!decided.ok) return decided;
  const known = await allActive(tx, seats);
  if (!known) return refuse("invalid-input", "Somebody named here has no active account.");
  const window = await windowOf(tx, input, entry);
  if (!window.ok) return window;
  await keepKind(tx, { key: entry.kind.key, digest: entry.digest, bytes: entry.bytes });
  const slug = slugOf(input.title, input.id);
  const now = await databaseNow(tx);
  await tx.packet.create({
    data: {
      id: input.id,
      slug,
      title: input.title,
      kindKey: entry.kind.key,
      kindDigest: entry.digest,
      artifactOwnerId: input.artifactOwnerId,
      releaseOwnerId: input.releaseOwnerId,
      laneId: input.laneId,
      windowHours: window.value,
      createdById: actor.id,
      createdAt: now,
      members: {
        create: seats.flatMap((seat) =>
          seat.role === "artifact-owner" || seat.role === "release-owner"
            ? []
            : [{ accountId: seat.accountId, role: seat.role, kindRole: seat.kindRole ?? null, since: now }],
        ),
      },
    },
  });
  await createDocument(tx, {
    packetId: input.id,
    annexId: null,
    sections: documentSections(entry.kind, false),
  });
  await seedRegisters(tx, input.id, entry.kind, now);
  await recordMaking(tx, actor, input, entry, seats);
  return ok({ packetId: input.id, slug });
}

function seatsOf(actor: Actor, input: Input): readonly Seat[] {
  const seats: Seat[] = [
    { accountId: input.artifactOwnerId, role: "artifact-owner" },
    ...(input.releaseOwnerId === null
      ? []
      : [{ accountId: input.releaseOwnerId, role: "release-owner" as const }]),
    ...input.members,
  ];
  if (seats.some((seat) => seat.accountId === actor.id)) return seats;
  return [...seats, { accountId: actor.id, role: "author" }];
}

async function allActive(tx: Tx, seats: readonly Seat[]): Promise<boolean> {
  const ids = [...new Set(seats.map((seat) => seat.accountId))];
  return (await tx.account.count({ where: { id: { in: ids }, status: "active" } })) === ids.length;
}

async function windowOf(tx: Tx, input: Input, entry: CatalogueKind): Promise<Outcome<number>> {
  const kindMost = entry.kind.lane?.maxWindowHours ?? null;
  if (input.laneId === null)
    return decideWindow(input.windowHours ?? Math.min(72, kindMost ?? 72), kindMost, null);
  const lane = await tx.lane.findUnique({ where: { id: input.laneId } });
  if (!lane) return refuse("invalid-input", "There is no such lane.");
  const rules = await tx.laneVersion.findUniqueOrThrow({
    where: { laneId_version: { laneId: lane.id, version: lane.version } },
  });
  const hours = input.windowHours ?? Math.min(72, kindMost ?? 72, rules.maxWindowHours);
  return decideWindow(hours, kindMost, rules.maxWindowHours);
}

async function recordMaking(
  tx: Tx,
  actor: Actor,
  input: Input,
  entry: CatalogueKind,
  seats: readonly Seat[],
): Promise<void> {
  const packetId = input.id;
  await record(tx, {
    type: "packet created",
    actor,
    packetId,
    subjects: { kind: entry.digest },
    text: { title: input.title, kind: entry.kind.key },
  });
  await record(tx, {
    type: "member changed",
    actor,
    packetId,
    text: { added: seats.map(seatText) },
  });
}

/** A seat as *member changed* says it. */
function seatText({ accountId, role, kindRole }: Seat): Json {
  return kindRole ? { accountId, role, kindRole } : { accountId, role };
}
