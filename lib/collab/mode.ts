import type { Mode } from "./wire.ts";

/** What somebody may do with a document's text, from the packet's state and their right to edit. */
export function modeOf(packetState: string, mayEdit: boolean): Mode {
  if (packetState === "frozen") return "frozen";
  if (packetState !== "drafting") return "closed";
  return mayEdit ? "edit" : "read-only";
}
