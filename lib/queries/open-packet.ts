import "server-only";
import { accessPacket, type PacketAccess } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { type Action, decide, OUTSIDER, PLAIN_BODY } from "../auth/policy.ts";
import type { DelegatedAct } from "../auth/roles.ts";
import { packetState } from "../auth/standing.ts";
import type { Tx } from "../db/client.ts";
import { type ContentReader, contentPlace, contentReader } from "../db/content.ts";
import type { Annex } from "../db/generated/client.ts";
import { readNames } from "../db/people-store.ts";
import { ok } from "../kernel/result.ts";
import type { AnnexTitle } from "../packet/content.ts";
import { holdsKindRole, seatRoleOf } from "../packet/seats.ts";
import type { PersonView } from "../packet/views.ts";
import { type Outcome, refuse } from "../refusals/refusal.ts";

/** Where in the packet an act would be, for `may`. */
export interface MayAt {
  readonly annexId?: string | null;
  readonly raisedById?: string;
}

/** A packet opened for reading by one actor: every query of a packet's pages begins here. */
export interface OpenPacket {
  readonly access: PacketAccess;
  /** The body, and the annexes that the actor may read. */
  readonly scopes: readonly (string | null)[];
  /** Opens what is in those scopes and in no other. */
  readonly reader: ContentReader;
  /** Every annex that is not declassified, in order of number. */
  readonly annexes: readonly Annex[];
  annexNumber(annexId: string | null): number | null;
  /** Whether the policy table lets the actor do it now; for what the screen offers, never for what is done. */
  may(action: Action, at?: MayAt): boolean;
  /** The person behind an id; call `learn` first. */
  person(id: string): PersonView;
  learn(ids: Iterable<string | null | undefined>): Promise<void>;
}

/** Opens the packet with this slug for reading, or `not-found` for whoever is nobody in it. */
export async function openPacket(
  tx: Tx,
  actor: Actor,
  slug: string,
  action: Action = "packet.read",
): Promise<Outcome<OpenPacket>> {
  const found =
    slug.length > 200 ? null : await tx.packet.findUnique({ where: { slug }, select: { id: true } });
  if (!found) return refuse("not-found");
  const access = await accessPacket(tx, actor, found.id, action, { lock: false });
  if (!access.ok) return access;
  const annexes = await tx.annex.findMany({
    where: { packetId: found.id, declassifiedAt: null },
    orderBy: { number: "asc" },
  });
  const readable = annexes.map((annex) => annex.id).filter((id) => access.value.clearedAnnexIds.has(id));
  const lent = await tx.delegation.findMany({
    where: {
      packetId: found.id,
      toId: actor.id,
      act: "resolve",
      revokedAt: null,
      notAfter: { gt: access.value.now },
    },
    select: { fromId: true },
  });
  const names = new Map<string, string>();
  return ok({
    access: access.value,
    scopes: [null, ...readable],
    reader: await contentReader(tx, readable),
    annexes,
    annexNumber: (annexId) => annexes.find((annex) => annex.id === annexId)?.number ?? null,
    may: (asked, at = {}) => mayDo(access.value, lent, asked, at),
    person: (id) => ({ id, name: names.get(id) ?? "Somebody who left" }),
    learn: async (ids) => {
      const unknown = [...ids].filter((id): id is string => Boolean(id) && !names.has(id as string));
      if (unknown.length === 0) return;
      for (const [id, name] of await readNames(tx, unknown)) names.set(id, name);
    },
  });
}

function mayDo(
  access: PacketAccess,
  lent: readonly { readonly fromId: string }[],
  action: Action,
  at: MayAt,
): boolean {
  const { actor, packet, kind, roles, clearedAnnexIds } = access;
  const annexId = at.annexId ?? null;
  const delegated = new Set<DelegatedAct>();
  if (lent.some((one) => one.fromId === at.raisedById)) delegated.add("resolve");
  const decision = decide(
    {
      ...OUTSIDER,
      packetRoles: roles,
      relations: new Set(at.raisedById === actor.id ? ["raiser"] : []),
      delegatedActs: delegated,
      cleared: annexId !== null && clearedAnnexIds.has(annexId),
    },
    action,
    {
      ...PLAIN_BODY,
      packetState: packetState(packet.state),
      scope: annexId === null ? "body" : "annex",
      namedRole: holdsKindRole(kind, access, kind.objections.residualAcceptedBy)
        ? seatRoleOf(kind, kind.objections.residualAcceptedBy)
        : null,
    },
  );
  return decision.allowed;
}

/** The title of an annex that the packet was opened with clearance for. */
export function annexTitle(open: OpenPacket, annex: Annex): string {
  const row = { content: annex.content, sealed: true };
  const value = open.reader.open(annex.id, contentPlace("annexes", annex.id), row);
  return (value as unknown as AnnexTitle).title;
}
