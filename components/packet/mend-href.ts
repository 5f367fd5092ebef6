/**
 * The page where something is mended, from a path under its packet's page as checks give it: `sources#S2`,
 * `annexes/A1`, `approval`; "" is the room.
 */
export function mendHref(slug: string, target: string): string {
  const room = `/packets/${slug}`;
  if (target === "") return room;
  if (target.startsWith("#")) return room + target;
  if (target.startsWith("claims")) return `${room}?tab=claims${hashOf(target)}`;
  return `${room}/${target}`;
}

function hashOf(target: string): string {
  const at = target.indexOf("#");
  return at < 0 ? "" : target.slice(at);
}
