import { CollaborationCaret } from "@tiptap/extension-collaboration-caret";
import type { WebsocketProvider } from "y-websocket";
import { personColour } from "@/components/ui/avatar";

interface CaretUser {
  readonly id?: string;
  readonly name?: string;
}

function caret(user: CaretUser): HTMLElement {
  const element = document.createElement("span");
  element.className = "live-caret";
  element.style.setProperty("--person", personColour(user.id ?? ""));
  const label = document.createElement("span");
  label.className = "live-caret-name";
  // As text, never as markup: a name is what somebody called themselves.
  label.textContent = user.name ?? "";
  element.append(label);
  return element;
}

/** Others' cursors and selections, in each person's colour. */
export function liveCarets(
  provider: WebsocketProvider,
  user: { readonly id: string; readonly name: string },
) {
  return CollaborationCaret.configure({
    provider,
    user: { id: user.id, name: user.name },
    render: (other) => caret(other),
    selectionRender: (other: CaretUser) => ({
      nodeName: "span",
      class: "live-selection",
      style: `--person: ${personColour(other.id ?? "")}`,
    }),
  });
}
