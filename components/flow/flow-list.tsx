import { ArrowRight, Flag, Inbox, ListChecks, OctagonPause, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { MeaningBadge } from "../ui/meaning";
import type { FlowGraph, GraphEdge, GraphNode } from "./graph";
import type { FlowStates } from "./states";
import { gateNumbers, isGate, isHold, restWord, trailOf } from "./trail";

interface FlowListProps {
  readonly graph: FlowGraph;
  readonly states?: FlowStates | undefined;
}

/** A flow in words, for a screen reader, a narrow screen and whoever would rather read: all that the picture says. */
export function FlowList({ graph, states }: FlowListProps) {
  const holds = graph.nodes.filter(isHold);
  const ends = graph.nodes.filter((node) => node.look === "outcome");
  return (
    <div className="grid gap-7">
      <Starts graph={graph} />
      <Part title="Gates, in order">
        <ol className="hairline-rows">
          {graph.nodes.filter(isGate).map((node) => (
            <Gate key={node.ref} node={node} graph={graph} states={states} />
          ))}
        </ol>
      </Part>
      {holds.length > 0 ? (
        <Part title="Where it may be held">
          <ul className="hairline-rows">
            {holds.map((node) => (
              <Rest key={node.ref} node={node} graph={graph} states={states} />
            ))}
          </ul>
        </Part>
      ) : null}
      {ends.length > 0 ? (
        <Part title="Where it ends">
          <ul className="hairline-rows">
            {ends.map((node) => (
              <Rest key={node.ref} node={node} graph={graph} states={states} />
            ))}
          </ul>
        </Part>
      ) : null}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <p className="eyebrow border-b border-line pb-1">{title}</p>
      {children}
    </div>
  );
}

function Starts({ graph }: { readonly graph: FlowGraph }) {
  const starts = graph.nodes.filter((node) => node.look === "start");
  return (
    <ul className="grid gap-1 text-sm">
      {starts.map((start) => {
        const edge = graph.edges.find((one) => one.from === start.ref);
        return (
          <li key={start.ref}>
            <span className="font-medium">{start.text}.</span>{" "}
            {edge ? <Way graph={graph} edge={edge} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

interface EntryProps {
  readonly node: GraphNode;
  readonly graph: FlowGraph;
  readonly states: FlowStates | undefined;
}

function Gate({ node, graph, states }: EntryProps) {
  const numbers = gateNumbers(graph);
  const Icon = node.look === "checks" ? ListChecks : node.look === "person" ? UserRound : Inbox;
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] py-3.5">
      <span className="text-muted tabular-nums">{numbers.get(node.ref)}</span>
      <div className="min-w-0">
        <p className="font-medium">
          {node.text} <StateBadge state={states?.nodes.get(node.ref)} />
        </p>
        <p className="mt-0.5 flex items-start gap-1.5 text-xs text-muted">
          <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {node.look === "person" ? `${node.eyebrow} answers` : node.eyebrow}
        </p>
        <ul className="mt-2 grid gap-1.5 text-sm">
          {graph.edges
            .filter((edge) => edge.from === node.ref)
            .map((edge) => (
              <li key={`${edge.label} ${edge.to}`}>
                <span className="font-medium">{edge.label}</span>{" "}
                <span className="text-xs text-muted">({whenWords(node, edge)})</span>{" "}
                <Way graph={graph} edge={edge} />
              </li>
            ))}
        </ul>
      </div>
    </li>
  );
}

function whenWords(node: GraphNode, edge: GraphEdge): string {
  if (node.look === "checks") return edge.adverse ? "when a check stops" : "when every check passes";
  return edge.adverse ? "may always be answered" : "only where every check passes";
}

function Rest({ node, graph, states }: EntryProps) {
  const on = graph.edges.filter((edge) => edge.from === node.ref);
  const Icon = node.look === "outcome" ? Flag : OctagonPause;
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] py-3">
      <Icon aria-hidden className="mt-1 size-4 text-muted" />
      <div className="min-w-0">
        <p>
          {node.text} <StateBadge state={states?.nodes.get(node.ref)} />
        </p>
        <p className="mt-0.5 text-xs text-muted">{node.eyebrow}</p>
        {on.map((edge) => (
          <p key={edge.to} className="mt-1 text-sm">
            <span className="text-muted">{edge.label}</span> <Way graph={graph} edge={edge} />
          </p>
        ))}
      </div>
    </li>
  );
}

/** What follows from going along an edge: what is gone through, and where it comes to rest. */
function Way({ graph, edge }: { readonly graph: FlowGraph; readonly edge: GraphEdge }) {
  const { via, rests } = trailOf(graph, edge);
  return (
    <span className="text-ink-soft">
      <ArrowRight aria-label="leads to" className="inline size-3.5 align-[-0.125em] text-muted" />{" "}
      {via.map((node) => (
        <span key={node.ref}>
          {isHold(node) ? <span className="text-waiting">{node.eyebrow}: </span> : null}
          {node.text}; then{" "}
        </span>
      ))}
      {rests ? (
        <>
          <span className="font-medium">{restWord(rests, gateNumbers(graph))}</span>: {rests.text}
        </>
      ) : null}
    </span>
  );
}

function StateBadge({ state }: { readonly state: "passed" | "here" | "ahead" | undefined }) {
  if (state === "here") return <MeaningBadge meaning="waiting">Here</MeaningBadge>;
  return state === "passed" ? <MeaningBadge meaning="plain">Done</MeaningBadge> : null;
}
