import type { Kind } from "../kinds/kind.schema.ts";
import { type HeldRoles, holdsKindRole } from "../packet/seats.ts";
import { answererOf, answererTitle, isSigned, ownerOf, rightToAnswer, roleTitle } from "./answer.ts";
import { type NodeRef, nodeOf, runsOverRevision } from "./flow.ts";

/** What somebody can do where a flow rests. `turn`: it waits for them, and for nobody else's role. */
export interface FlowTurn {
  readonly title: string;
  readonly why: string;
  readonly turn: boolean;
}

type Held = HeldRoles & { readonly lent: readonly { readonly fromId: string; readonly act: string }[] };

/**
 * Whose turn it is where a flow rests: the role of a person's gate answers, the owner of a re-entry hold lifts it. A
 * gate that the checks answer waits for whoever works on the packet, unless asking for approval takes it. Null where
 * somebody else moves, or nobody.
 */
export function flowTurn(kind: Kind, rests: NodeRef | null, held: Held): FlowTurn | null {
  if (rests === null) return null;
  const node = nodeOf(kind, rests);
  if (node.sort === "gate") {
    const { is } = node;
    if (isSigned(kind, is) || rightToAnswer(kind, is, held) === null) return null;
    if (answererOf(is).by !== "system") return { title: "Answer the gate", why: is.question, turn: true };
    // Asking for approval takes the gates that it needs.
    if (runsOverRevision(kind) && is.before.length > 0) return null;
    return { title: "Take the gate", why: is.question, turn: false };
  }
  if (node.sort !== "sink" || node.is.sort !== "re-entry") return null;
  return holdsKindRole(kind, held, ownerOf(node.is))
    ? { title: "Lift the hold", why: node.is.title, turn: true }
    : null;
}

/** For whom else a flow waits where it rests, in words for a reader who cannot move it; null where it waits for nobody else. */
export function flowWaits(kind: Kind, rests: NodeRef | null, held: Held): string | null {
  if (rests === null || flowTurn(kind, rests, held) !== null) return null;
  const node = nodeOf(kind, rests);
  if (node.sort === "gate") {
    const { is } = node;
    if (isSigned(kind, is) || answererOf(is).by === "system") return null;
    return `It waits for ${answererTitle(kind, is)}: ${is.question}`;
  }
  if (node.sort !== "sink" || node.is.sort !== "re-entry") return null;
  return `It is held with ${roleTitle(kind, ownerOf(node.is))}: ${node.is.title}`;
}
