import type { Problem } from "@/lib/evidence/fact";
import type { Locator } from "@/lib/evidence/locator.schema";
import { MeaningText } from "../ui/meaning";
import { locatorWords } from "./select-locator";

interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly onShow?: (locator: Locator) => void;
}

/** What a person should know of a file before leaning on it; nothing where there is nothing. */
export function ProblemList({ problems, onShow }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <ul aria-label="Problems of this file" className="grid gap-1.5 text-sm">
      {problems.map(({ code, detail, locator }) => (
        <li key={`${code}${detail}${JSON.stringify(locator)}`}>
          <MeaningText meaning="waiting">
            {detail}
            {locator && onShow ? (
              <>
                {" "}
                <button type="button" className="link" onClick={() => onShow(locator)}>
                  {locatorWords(locator)}
                </button>
              </>
            ) : null}
          </MeaningText>
        </li>
      ))}
    </ul>
  );
}
