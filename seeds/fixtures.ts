// What the seeds draw: the systems with their gates and edges, and every path through them. Read, never computed from
// the kinds: the kinds are what is on trial here.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const pathSchema = z.object({
  n: z.int(),
  nodes: z.array(z.string()).min(2),
  exits: z.array(z.string()),
  ends: z.enum(["end", "re-entry"]),
});

const systemPathsSchema = z.object({
  seed_no: z.int().nullable(),
  id: z.string(),
  paths: z.array(pathSchema).min(1),
});

const drawingSchema = z.object({
  no: z.int(),
  id: z.string(),
  /** What its holds are: one of the four sorts, or mixed. */
  hold: z.enum(["terminal", "re-entry", "carry-forward", "value", "mixed"]),
  gates: z.array(z.object({ n: z.int(), node: z.string(), class: z.enum(["human", "system"]) })),
  nodes: z.array(z.object({ id: z.string(), kind: z.enum(["step", "decision"]) })),
  edges: z.array(z.object({ from: z.string(), to: z.string(), label: z.string().nullable() })),
});

/** One path of a system: the drawn nodes in order and the labels of the edges between them that have one. */
export type SeedPath = z.infer<typeof pathSchema>;
/** A system as it is drawn. */
export type Drawing = z.infer<typeof drawingSchema>;

/** A system of the seeds: its number in document 000 (null: another document), its paths, its drawing where it has one. */
export interface SeedSystem {
  readonly no: number | null;
  readonly id: string;
  /** `000` or `004`: the document that it comes from. */
  readonly document: string;
  readonly paths: readonly SeedPath[];
  readonly drawing: Drawing | null;
}

const FOLDER = path.join(import.meta.dirname, "fixtures");

function read(name: string): unknown {
  return JSON.parse(readFileSync(path.join(FOLDER, name), "utf8"));
}

/** All systems in order: those of document 000 by number, then the one of document 004. */
export function seedSystems(): readonly SeedSystem[] {
  const drawings = new Map(
    z
      .array(drawingSchema)
      .parse(read("gates.json"))
      .map((drawing) => [drawing.no, drawing]),
  );
  const drawn = z
    .array(systemPathsSchema)
    .parse(read("paths.json"))
    .map(({ seed_no: no, id, paths }) => ({
      no,
      id,
      document: "000",
      paths,
      drawing: no === null ? null : (drawings.get(no) ?? null),
    }));
  return [...drawn, ...described()];
}

/** Document 004 has no drawing: its paths are read from its text. */
function described(): readonly SeedSystem[] {
  if (!existsSync(path.join(FOLDER, "paths-004.json"))) return [];
  const found = z.union([systemPathsSchema, z.array(systemPathsSchema)]).parse(read("paths-004.json"));
  return [found].flat().map(({ id, paths }) => ({ no: null, id, document: "004", paths, drawing: null }));
}
