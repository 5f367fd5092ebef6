import type { KindFault } from "@/lib/kinds/parse-kind";
import { Notice } from "../ui/meaning";

/** Kinds that could not be loaded: file, line, and what was expected there. For administrators. */
export function KindFaults({ faults }: { readonly faults: readonly KindFault[] }) {
  if (faults.length === 0) return null;
  const files = new Set(faults.map((fault) => fault.file)).size;
  return (
    <Notice meaning="broken" className="mb-6">
      <details>
        <summary>
          {files} {files === 1 ? "kind is" : "kinds are"} not offered:{" "}
          {files === 1 ? "its file has" : "their files have"} {faults.length}{" "}
          {faults.length === 1 ? "mistake" : "mistakes"}
        </summary>
        <ul className="mt-2 grid gap-2 text-ink">
          {faults.map((fault) => (
            <li key={`${fault.file}:${fault.line}:${fault.column} ${fault.says}`}>
              <span className="break-all font-mono text-xs">
                {fault.file}:{fault.line}:{fault.column}
              </span>{" "}
              {fault.path ? <span className="text-muted">{fault.path}: </span> : null}
              {fault.says}
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  );
}
