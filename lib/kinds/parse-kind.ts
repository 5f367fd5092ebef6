import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { err, ok, type Result } from "../kernel/result.ts";
import { explainIssue } from "./explain-issue.ts";
import { type Kind, kindJsonSchema, kindSchema } from "./kind.schema.ts";
import { kindMistakes } from "./kind-mistakes.ts";

/** One mistake in a kind file: where it is (1-based line and column) and what was expected there. */
export interface KindFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly says: string;
}

type Path = readonly (string | number)[];

/**
 * Reads a packet-kind definition (YAML 1.2, no aliases, no custom tags) and checks it whole.
 * Every mistake is returned with its line; a kind with one mistake is no kind.
 */
export function parseKind(text: string, file: string): Result<Kind, readonly KindFault[]> {
  const shaped = shapeOf(text, file);
  if (!shaped.ok) return shaped;
  const { kind, fault } = shaped.value;
  const mistakes = kindMistakes(kind);
  return mistakes.length > 0 ? err(mistakes.map(({ path, says }) => fault(path, says))) : ok(kind);
}

/**
 * Reads a definition that was stored while it had no mistake. Its shape alone is asked: a rule that came later must
 * not make the packets of an older kind unreadable.
 */
export function parseStoredKind(text: string, file: string): Result<Kind, readonly KindFault[]> {
  const shaped = shapeOf(text, file);
  return shaped.ok ? ok(shaped.value.kind) : shaped;
}

interface Shaped {
  readonly kind: Kind;
  /** A fault at the place that a path names. */
  readonly fault: (path: Path, says: string) => KindFault;
}

function shapeOf(text: string, file: string): Result<Shaped, readonly KindFault[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: "1.2",
    uniqueKeys: true,
    strict: true,
  });
  const at = (offset: number) => lines.linePos(offset);
  if (document.errors.length > 0) {
    return err(
      document.errors.map((error) => {
        const { line, col } = at(error.pos[0]);
        return { file, line, column: col, path: "", says: error.message.split("\n")[0] ?? "not YAML" };
      }),
    );
  }
  const alias = firstAlias(document);
  if (alias !== null) {
    const { line, col } = at(alias);
    return err([
      { file, line, column: col, path: "", says: "aliases are not read here: write the value out" },
    ]);
  }
  const fault = (path: Path, says: string): KindFault => {
    const { line, col } = at(offsetOf(document.contents, path));
    return { file, line, column: col, path: path.join("."), says };
  };
  const parsed = kindSchema.safeParse(document.toJS(), { reportInput: true });
  if (!parsed.success) {
    const schema = kindJsonSchema();
    return err(
      parsed.error.issues
        .flatMap((issue) => explainIssue(issue, schema))
        .map(({ path, says }) => fault(path, says)),
    );
  }
  return ok({ kind: parsed.data, fault });
}

/** Offset of the first alias, or null. An alias can make a small file expand without end. */
function firstAlias(document: ReturnType<typeof parseDocument>): number | null {
  let offset: number | null = null;
  visit(document, {
    Alias(_, node) {
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Where the node at `path` starts; the nearest ancestor that exists where it does not. */
function offsetOf(root: Node | null, path: Path): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = (pair.value as Node | null) ?? null;
    } else if (isSeq(node) && typeof step === "number") {
      node = (node.items[step] as Node | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}
