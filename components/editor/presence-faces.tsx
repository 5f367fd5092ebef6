"use client";

import { Faces } from "@/components/ui/avatar";
import { useDocumentView } from "./document-session";

/** Who looks at the document now: the server says who. */
export function PresenceFaces({ max = 3 }: { readonly max?: number }) {
  const { people } = useDocumentView();
  return <Faces people={people} max={max} label="Here now" />;
}
