// What must stand at the end of a path: where the packet rests and what that did, the ledger's entries, and that
// everything beyond the stop boundary is refused.

import { randomUUID } from "node:crypto";
import { database } from "../lib/db/client.ts";
import { allNodes, type NodeRef, nodeOf, runsOverRevision } from "../lib/flow/flow.ts";
import type { KindSink } from "../lib/kinds/kind.schema.ts";
import { loadFlow } from "../lib/queries/load-flow.ts";
import { requestAction } from "../lib/workflows/flow/request-action.ts";
import { readRelease } from "../lib/workflows/read-release.ts";
import { granted, liftBy, refused, releases, take } from "./acts.ts";
import { drawnEdges } from "./drawing.ts";
import { leavesOf, type RecordedStep, stepsOf } from "./flow-log.ts";
import { NotAsDrawn } from "./not-as-drawn.ts";
import type { PlannedPath } from "./plan.ts";
import type { Route } from "./route.ts";
import { activeRows } from "./rows.ts";
import { personOf, type Stage } from "./stage.ts";

/** Throws `NotAsDrawn` for the first thing that is not as the path has it. `release` is the one that it opened. */
export async function proveEnd(
  stage: Stage,
  planned: PlannedPath,
  route: Route,
  release: string | null,
): Promise<void> {
  const all = await stepsOf(stage);
  await proveLedger(stage, all);
  const steps = all.filter((step) => step.run >= Number(stage.notes.get("run") ?? 1));
  proveWay(planned, route, steps);
  for (const step of steps) await proveEffects(stage, step);
  await proveAnswers(stage, steps);
  await provePlace(stage, steps);
  await proveRest(stage, steps);
  await proveRelease(stage, release);
  await proveBoundary(stage);
}

function must(so: boolean, says: string): asserts so {
  if (!so) throw new NotAsDrawn(says);
}

/** Every node of the path was gone through, over its edges, through the exits that it names. */
function proveWay({ kind, path }: PlannedPath, route: Route, steps: readonly RecordedStep[]): void {
  const decided = steps.filter((step) => step.type === "decided").map((step) => `${step.gate}=${step.exit}`);
  const wanted = route.acts.flatMap((act) =>
    act.act === "gate" ? [`${act.gate.key}=${act.exit.label}`] : [],
  );
  must(decided.join() === wanted.join(), `decided were ${decided.join(", ")}, not ${wanted.join(", ")}`);
  const rests = route.acts.at(-1)?.trail.rests ?? route.first.rests;
  must(steps.at(-1)?.rests === rests, `it rests at ${steps.at(-1)?.rests}, not at ${rests}`);
  const gone = new Set(steps.flatMap((step) => step.trail.map((ref) => nodeOf(kind, ref).is.node)));
  const edges = drawnEdges(kind);
  path.nodes.forEach((node, i) => {
    must(gone.has(node), `${node} was not gone through`);
    const before = path.nodes[i - 1];
    const isEdge = before === undefined || edges.some((edge) => edge.from === before && edge.to === node);
    must(isEdge, `nothing leads from ${before} to ${node}`);
  });
}

/** Each step has its leaf, over the record as it stood. */
async function proveLedger(stage: Stage, steps: readonly RecordedStep[]): Promise<void> {
  const types = { started: "flow started", decided: "gate decided", lifted: "sink lifted" } as const;
  for (const [type, leafType] of Object.entries(types)) {
    const leaves = await leavesOf(stage, leafType);
    const of = steps.filter((step) => step.type === type);
    must(leaves.length === of.length, `${of.length} steps, ${leaves.length} leaves “${leafType}”`);
    of.forEach((step, i) => {
      must(
        leaves[i]?.subjects.record === step.recordDigest,
        `the leaf of step ${step.seq} names another record`,
      );
    });
  }
  const records = steps.filter((step) => !/^[0-9a-f]{64}$/.test(step.recordDigest));
  must(records.length === 0, "a step names no record");
}

/** What a step's sinks, outcomes and notices did. */
async function proveEffects(stage: Stage, step: RecordedStep): Promise<void> {
  for (const ref of step.trail) {
    const node = nodeOf(stage.kind, ref);
    if (node.sort === "sink") {
      const { does, sort } = node.is;
      if (does === "carry-forward" || sort === "carry-forward") await proveRow(stage, "exceptions", ref);
      if (does === "escalate") await proveRow(stage, "handoffs", ref);
      if (does === "restore-previous") await proveRow(stage, "in-force", ref);
      if (does === "divert") await proveDiverted(stage, ref);
    }
    if (node.sort === "step" && node.is.does === "delta-notices") await proveRow(stage, "notices", ref);
    if (node.sort === "outcome" && node.is.cuts) {
      const packet = await database().packet.findUniqueOrThrow({ where: { id: stage.packetId } });
      must(packet.headRevisionId !== null, `${ref} cut nothing`);
    }
  }
}

async function proveRow(stage: Stage, register: string, ref: NodeRef): Promise<void> {
  const rows = await activeRows(stage, register);
  must(rows.length > 0, `${ref} left no row in ${register}`);
}

async function proveDiverted(stage: Stage, ref: NodeRef): Promise<void> {
  must((await leavesOf(stage, "diverted")).length > 0, `${ref} diverted nothing`);
}

/** The disposition or verdict that the exits gave. */
async function proveAnswers(stage: Stage, steps: readonly RecordedStep[]): Promise<void> {
  const given = steps.flatMap((step) => {
    const gate = stage.kind.gates.find((one) => one.key === step.gate);
    return gate?.exits.find((exit) => exit.label === step.exit)?.gives ?? [];
  });
  const last = given.at(-1);
  if (last === undefined) return;
  const register = stage.kind.verdicts?.values.includes(last) ? "verdict" : "disposition";
  const rows = await activeRows(stage, register);
  must(rows.at(-1)?.columns[register] === last, `the ${register} is not ${last}`);
}

/** Members are shown where the packet is; whoever takes no part is shown nothing. */
async function provePlace(stage: Stage, steps: readonly RecordedStep[]): Promise<void> {
  const rests = steps.at(-1)?.rests;
  const view = granted(await loadFlow(stage.owner, stage.packetId), "showing the flow");
  must(view.rests?.ref === rests, `it is shown at ${view.rests?.ref}, not at ${rests}`);
  const here = view.nodes.filter((node) => node.state === "here").map((node) => node.ref);
  must(here.join() === rests, `${here.join(", ")} are shown as its place`);
  refused(await loadFlow(stage.world.stranger, stage.packetId), "showing the flow to a stranger");
}

/** Where nothing leads on, no gate can be taken; where a record is handed on, the ledger says so. */
async function proveRest(stage: Stage, steps: readonly RecordedStep[]): Promise<void> {
  const rests = steps.at(-1)?.rests;
  const node = allNodes(stage.kind).find((one) => one.ref === rests);
  must(node !== undefined, "it rests nowhere");
  if (node.sort === "gate") return;
  const [gate] = stage.kind.gates;
  if (gate)
    refused(await take(stage, gate, gate.exits[0]?.label ?? null), `taking ${gate.key} after ${rests}`);
  if (node.sort === "sink") return proveHeld(stage, node.is);
  if (node.sort !== "outcome") return;
  const handoffs = await leavesOf(stage, "handoff");
  must(handoffs.length > 0, `${rests} has no handoff in the ledger`);
}

/** From a hold for good nothing leads on: only a new revision, or a run that its owner begins, goes on from there. */
async function proveHeld(stage: Stage, sink: KindSink): Promise<void> {
  refused(await liftBy(stage, stage.world.stranger), `a stranger's lifting of ${sink.key}`);
  if (sink.sort === "terminal" && runsOverRevision(stage.kind))
    refused(await liftBy(stage, personOf(stage, sink.owner ?? "artifact-owner")), `lifting ${sink.key}`);
}

/** A release can be read by its lane and by nobody else; without one there is nothing to read. */
async function proveRelease(stage: Stage, release: string | null): Promise<void> {
  if (!runsOverRevision(stage.kind)) return;
  const count = await releases(stage);
  if (release === null) return must(count === 0, "something was released");
  granted(await readRelease(stage.world.recipient, release), "reading the release");
  refused(await readRelease(stage.world.stranger, release), "a stranger's reading");
}

/** Each denied action is refused, and that it was asked for is in the ledger. */
async function proveBoundary(stage: Stage): Promise<void> {
  const { packetId, owner } = stage;
  for (const { key } of stage.kind.stopBoundary.deniedActions) {
    const before = (await leavesOf(stage, "action refused")).length;
    const asked = await requestAction(owner, { packetId, requestId: randomUUID(), action: key });
    refused(asked, key);
    if (!asked.ok && asked.error.code !== "beyond-stop-boundary")
      throw new NotAsDrawn(`${key} was refused as ${asked.error.code}`);
    const after = (await leavesOf(stage, "action refused")).length;
    must(after === before + 1, `that ${key} was asked for is not in the ledger`);
  }
}
