import type { FlowStepView, FlowView } from "@/lib/flow/views";

/** What the present run gave on its way to where it rests: its answer, and what travels along unresolved. */
export function PassedHolds({ view }: { readonly view: FlowView }) {
  const sorts = new Map(view.nodes.map((node) => [node.ref, node.hold]));
  const steps = view.steps.filter((step) => step.run === view.run);
  const passed = new Map(steps.flatMap(holdsPassed).map(({ ref, title }) => [ref, title]));
  return (
    <>
      {[...passed].map(([ref, title]) => (
        <p key={ref} className="max-w-[52rem]">
          <span className="text-muted">
            {sorts.get(ref) === "value" ? "The answer:" : "What is unresolved travels along:"}
          </span>{" "}
          <span className="font-medium">{title}</span>
        </p>
      ))}
    </>
  );
}

/** The holds that a step went through without resting there. */
export function holdsPassed({ trail, rests }: FlowStepView): FlowStepView["trail"] {
  return trail.filter(({ ref }) => ref.startsWith("sink:") && ref !== rests.ref);
}
