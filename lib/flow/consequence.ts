// What follows from an exit and from lifting a hold, in words. Pure.

import type { Kind, KindExit, KindGate, KindOutcome, KindSink } from "../kinds/kind.schema.ts";
import { answererTitle, isSigned, ownerOf, roleTitle } from "./answer.ts";
import { type FlowNode, follow, type NodeRef, nodeOf, runsOverRevision, targetsOf } from "./flow.ts";

/** What a node is called: a gate by its question. */
export function nodeTitle(kind: Kind, ref: string): string {
  const node = nodeOf(kind, ref);
  return node.sort === "gate" ? node.is.question : node.is.title;
}

/** What taking an exit means: the kind's own words, or what follows from where it leads. */
export function consequenceOf(kind: Kind, gate: KindGate, exit: KindExit): string {
  if (exit.consequence !== undefined) return exit.consequence;
  const { nodes, rests } = follow(kind, targetsOf(kind, exit.to, gate.key));
  const passed = nodes.slice(0, -1).map((ref) => nodeOf(kind, ref));
  const says = [
    ...(exit.gives === null ? [] : [`Gives “${exit.gives.replaceAll("-", " ")}”.`]),
    ...passed.flatMap((node) => (node.sort === "sink" ? passing(kind, node.is) : [])),
    ...resting(kind, nodeOf(kind, rests)),
  ];
  return says.join(" ");
}

function passing(kind: Kind, sink: KindSink): readonly string[] {
  const goesOn =
    sink.sort === "value"
      ? [`“${sink.title}” is the answer, and it goes on.`]
      : ["Goes on; what is unresolved travels as an exception."];
  return [...done(kind, sink, roleTitle(kind, ownerOf(sink))), ...goesOn];
}

function resting(kind: Kind, node: FlowNode): readonly string[] {
  switch (node.sort) {
    case "gate":
      return [`Goes on to “${node.is.question}”, ${answeredHow(kind, node.is)}.`];
    case "sink":
      return held(kind, node.is);
    case "outcome":
      return ended(kind, node.is);
    case "step":
      return [];
  }
}

function answeredHow(kind: Kind, gate: KindGate): string {
  return isSigned(kind, gate)
    ? "which is answered by signing"
    : `which is answered by ${answererTitle(kind, gate)}`;
}

function held(kind: Kind, sink: KindSink): readonly string[] {
  const owner = roleTitle(kind, ownerOf(sink));
  return [...done(kind, sink, owner), heldHow(kind, sink, owner)];
}

function heldHow(kind: Kind, sink: KindSink, owner: string): string {
  if (sink.does === "divert") return "The packet is diverted and rests there.";
  if (sink.sort === "re-entry" && sink.to !== null) {
    return `Held. Back to “${backTo(kind, sink.to)}” after ${owner} lifts it.`;
  }
  if (sink.sort === "value") return `Ends with an answer: ${sink.title}.`;
  if (sink.sort === "carry-forward") return "Ends here; what is unresolved travels as an exception.";
  return runsOverRevision(kind)
    ? "Held for good: a new revision and a fresh approval are needed."
    : `Held for good: this run ends, and ${owner} begins the next.`;
}

function done(kind: Kind, sink: KindSink, owner: string): readonly string[] {
  if (sink.does === "escalate") return [`It is handed to ${owner}.`];
  const target = kind.validity?.restoreTarget;
  return sink.does === "restore-previous" && target !== undefined ? [`In force again: ${target}.`] : [];
}

function ended(kind: Kind, outcome: KindOutcome): readonly string[] {
  return [
    `Ends here: ${outcome.title}.`,
    ...(outcome.cuts ? ["The record is cut into a revision."] : []),
    ...(outcome.handsTo === null ? [] : [`It is handed to ${roleTitle(kind, outcome.handsTo)}.`]),
  ];
}

function backTo(kind: Kind, to: string): string {
  return nodeTitle(kind, targetsOf(kind, to, null)[0] ?? to);
}

/** What lifting the hold where a flow rests does, or what there is to do instead. */
export function liftingOf(
  kind: Kind,
  sink: KindSink,
  begins: NodeRef,
): { readonly lifting: string | null; readonly instead: string | null } {
  if (sink.does === "divert") {
    return { lifting: null, instead: "The packet was diverted. What comes back is a new packet." };
  }
  if (sink.sort === "re-entry" && sink.to !== null) {
    return { lifting: `Lifting it goes back to “${backTo(kind, sink.to)}”.`, instead: null };
  }
  if (runsOverRevision(kind)) {
    return { lifting: null, instead: "Nothing leads on from here. Cut a new revision: it begins a new run." };
  }
  return {
    lifting: `This run is over. Lifting it begins the next at “${nodeTitle(kind, begins)}”.`,
    instead: null,
  };
}

/** One sentence: where a flow rests, and what it waits for. */
export function saysWhere(kind: Kind, rests: NodeRef | null): string {
  if (rests === null) return "No run has begun.";
  const node = nodeOf(kind, rests);
  switch (node.sort) {
    case "gate":
      return `It rests at “${node.is.question}”, ${answeredHow(kind, node.is)}.`;
    case "sink":
      return `It is held with ${roleTitle(kind, ownerOf(node.is))}: ${node.is.title}.`;
    case "outcome":
      return `It has come to its end: ${node.is.title}.`;
    case "step":
      return node.is.title;
  }
}
