/** Nodes as a walk from the starts meets them, then those that nothing leads to: the layout keeps to this order. */
export function orderNodes<N extends { readonly ref: string }>(
  nodes: readonly N[],
  edges: readonly { readonly from: string; readonly to: string }[],
): readonly N[] {
  const place = new Map<string, number>();
  const walk = (from: string) => {
    for (const edge of edges) {
      if (edge.from !== from || place.has(edge.to)) continue;
      place.set(edge.to, place.size);
      walk(edge.to);
    }
  };
  for (const edge of edges) if (edge.from.startsWith("start:")) walk(edge.from);
  return [...nodes].sort((a, b) => (place.get(a.ref) ?? nodes.length) - (place.get(b.ref) ?? nodes.length));
}
