import Link from "next/link";
import type { FlowGateView, FlowView } from "@/lib/flow/views";
import { buttonClasses } from "../ui/button";
import { ActPanel } from "./act-panel";
import type { FlowActions } from "./flow-actions";
import { GateChecks } from "./gate-checks";
import { PersonGate } from "./person-gate";
import { SystemGate } from "./system-gate";

interface GatePanelProps {
  readonly view: FlowView;
  readonly gate: FlowGateView;
  readonly actions: FlowActions;
}

/** The gate where the flow rests: what its checks say now, and each way out with what follows from it. */
export function GatePanel({ view, gate, actions }: GatePanelProps) {
  const system = gate.by === "system";
  const who = system
    ? "The checks answer it; whoever works on the packet takes it."
    : `${gate.who} answers it.`;
  return (
    <ActPanel title={system ? "Take this gate" : "Answer this gate"} who={who}>
      <GateChecks checks={gate.checks} slug={view.slug} />
      {gate.bySignature ? <Signed view={view} /> : <Answer view={view} gate={gate} actions={actions} />}
    </ActPanel>
  );
}

function Answer({ view, gate, actions }: GatePanelProps) {
  const fields = {
    packetId: view.packetId,
    gate: gate.key,
    seenSeq: String(view.seq),
    stateToken: view.stateToken,
  };
  return gate.by === "system" ? (
    <SystemGate gate={gate} fields={fields} may={view.may.take} take={actions.take} />
  ) : (
    <PersonGate key={view.seq} gate={gate} fields={fields} may={view.may.take} take={actions.take} />
  );
}

function Signed({ view }: { readonly view: FlowView }) {
  return (
    <>
      <p>
        This gate is answered by signing: approving one exact revision, or declining it. Its place is the
        approval sheet.
      </p>
      <Link href={`/packets/${view.slug}/approve`} className={`${buttonClasses("quiet")} w-fit`}>
        Open the approval sheet
      </Link>
    </>
  );
}
