/** The keys that work, in the words of the help. One list, so that help and behaviour cannot differ. */
export const KEY_GROUPS = [
  {
    title: "Everywhere",
    keys: [
      { keys: ["⌘", "K"], does: "Go anywhere, do anything" },
      { keys: ["?"], does: "Show these keys" },
      { keys: ["g", "h"], does: "Home" },
      { keys: ["g", "p"], does: "Packets" },
      { keys: ["g", "l"], does: "Lanes" },
      { keys: ["g", "e"], does: "Ledger" },
    ],
  },
  {
    title: "Objections and claims",
    keys: [
      { keys: ["j"], does: "Next" },
      { keys: ["k"], does: "Previous" },
      { keys: ["r"], does: "Answer" },
      { keys: ["a"], does: "Accept as residual" },
      { keys: ["o"], does: "Raise an objection on the selection" },
    ],
  },
  {
    title: "In the text",
    keys: [
      { keys: ["⌘", "Z"], does: "Undo" },
      { keys: ["⌘", "⇧", "C"], does: "Mark the selection as a claim" },
      { keys: ["Esc"], does: "Leave a dialog or a menu" },
    ],
  },
] as const;

/** Where `g` and then a letter goes. */
export const GO_KEYS: Readonly<Record<string, string>> = { h: "/", p: "/packets", l: "/lanes", e: "/ledger" };

/** True where a key press belongs to what the person is typing into. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
