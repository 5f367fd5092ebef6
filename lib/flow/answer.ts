// Who answers a gate, who lifts a sink, and which exit an answer takes. Pure.

import type { Kind, KindExit, KindGate, KindSink } from "../kinds/kind.schema.ts";
import { type HeldRoles, holdsKindRole, seatRoleOf } from "../packet/seats.ts";
import { exitsOpen, exitTaken, runsOverRevision } from "./flow.ts";

/** What is asked of whoever answers a gate: that the checks are run, that the receiver says, or that a person does. */
export type Answerer =
  | { readonly by: "system" }
  | { readonly by: "receiver" }
  | { readonly by: "person"; readonly role: string };

/** Who may have the checks of a gate run: those who write, review or release. */
const WORKERS = ["artifact-owner", "author", "reviewer", "release-owner"] as const;

/** The checks that a signature answers. */
const SIGNED = ["signers-signed", "owner-approved"];

/** Who answers a gate. */
export function answererOf(gate: KindGate): Answerer {
  if (gate.answeredBy === "system" || gate.answeredBy === "receiver") return { by: gate.answeredBy };
  return { by: "person", role: gate.answeredBy.slice("human:".length) };
}

/** The roles of the kind that receive. */
export function receiversOf(kind: Kind): readonly string[] {
  return kind.roles.filter((role) => role.duties.includes("receive")).map((role) => role.key);
}

/** In words, who answers a gate: *the checks*, *Release owner*. */
export function answererTitle(kind: Kind, gate: KindGate): string {
  const answerer = answererOf(gate);
  if (answerer.by === "system") return "the checks";
  if (answerer.by === "person") return roleTitle(kind, answerer.role);
  const receivers = receiversOf(kind).map((role) => roleTitle(kind, role));
  return receivers.length === 0 ? "the receiver" : receivers.join(" or ");
}

/** The kind's title of one of its roles, else the name itself in words. */
export function roleTitle(kind: Kind, key: string): string {
  return kind.roles.find((role) => role.key === key)?.title ?? key.replaceAll("-", " ");
}

/** True for the gate of a release that is answered by signing: its place is the approval sheet. */
export function isSigned(kind: Kind, gate: KindGate): boolean {
  return runsOverRevision(kind) && gate.checks.some(({ check }) => SIGNED.includes(check));
}

/** True where somebody does the work of the packet, and so may have its gates looked at and its runs begun. */
export function works(held: HeldRoles): boolean {
  return WORKERS.some((role) => held.roles.has(role));
}

/** By what right somebody answers a gate: their own, that of whoever lends it, or none. */
export function rightToAnswer(
  kind: Kind,
  gate: KindGate,
  held: HeldRoles & { readonly lent: readonly { readonly fromId: string; readonly act: string }[] },
): { readonly onBehalfOfId: string | null } | null {
  const answerer = answererOf(gate);
  if (answerer.by === "system") return works(held) ? { onBehalfOfId: null } : null;
  const roles = answerer.by === "receiver" ? receiversOf(kind) : [answerer.role];
  if (roles.some((role) => holdsKindRole(kind, held, role))) return { onBehalfOfId: null };
  if (answerer.by === "receiver" || seatRoleOf(kind, answerer.role) !== "release-owner") return null;
  const lender = held.lent.find((one) => one.act === "approve");
  return lender ? { onBehalfOfId: lender.fromId } : null;
}

/** The role that a sink belongs to; the artifact owner's where the kind names none. */
export function ownerOf(sink: KindSink): string {
  return sink.owner ?? "artifact-owner";
}

/** The exit that an answer takes, or why there is none. `asked` is the label that was chosen, or expected. */
export type Answer =
  | { readonly exit: KindExit }
  | { readonly none: "no-fit" | "not-chosen" | "unknown" | "held" }
  | { readonly none: "other"; readonly taken: KindExit };

/**
 * The exit of a gate. The system's is what its checks give; where another was expected it is `other`. A person's is
 * the one that they chose, if it is open to them.
 */
export function answer(gate: KindGate, stopped: readonly string[], asked: string | null): Answer {
  if (answererOf(gate).by === "system") {
    const taken = exitTaken(gate, stopped);
    if (taken === null) return { none: "no-fit" };
    return asked === null || asked === taken.label ? { exit: taken } : { none: "other", taken };
  }
  if (asked === null) return { none: "not-chosen" };
  const chosen = gate.exits.find((exit) => exit.label === asked);
  if (!chosen) return { none: "unknown" };
  return exitsOpen(gate, stopped).includes(chosen) ? { exit: chosen } : { none: "held" };
}
