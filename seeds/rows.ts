// Rows of registers, written by somebody whom the kind lets write them.

import { randomUUID } from "node:crypto";
import type { Actor } from "../lib/auth/actor.ts";
import { database } from "../lib/db/client.ts";
import type { Json } from "../lib/kernel/canonical.ts";
import { registersOf } from "../lib/packet/registers.ts";
import { addRegisterRow, editRegisterRow, retireRegisterRow } from "../lib/workflows/write-register-row.ts";
import { must } from "../test/build-packet.ts";
import { look } from "./look.ts";
import { completed } from "./samples.ts";
import { personOf, type Stage } from "./stage.ts";

/** A row as it stands. */
export interface StandingRow {
  readonly key: string;
  readonly active: boolean;
  readonly columns: Readonly<Record<string, Json>>;
}

/** True where the kind has a register. */
export function hasRegister(stage: Stage, register: string): boolean {
  return registersOf(stage.kind).some((entry) => entry.key === register);
}

function writerOf(stage: Stage, register: string, may: "addBy" | "editBy"): Actor {
  const definition = registersOf(stage.kind).find((entry) => entry.key === register);
  if (!definition) throw new Error(`${stage.kind.key} has no register ${register}`);
  const roles = definition[may].length > 0 ? definition[may] : ["artifact-owner"];
  const role = roles.find((key) => key === "artifact-owner" || stage.people.has(key)) ?? roles[0] ?? "";
  return personOf(stage, role);
}

/** Adds a row, with something in every column that must say something; its key. */
export async function addRow(
  stage: Stage,
  register: string,
  columns: Readonly<Record<string, Json>>,
): Promise<string> {
  const { packetId } = stage;
  const id = randomUUID();
  const definition = registersOf(stage.kind).find((entry) => entry.key === register);
  const all = definition ? await completed(stage, definition, columns) : columns;
  const writer = writerOf(stage, register, "addBy");
  must(await addRegisterRow(writer, { id, packetId, register, columns: all }));
  const row = await database().registerRow.findUniqueOrThrow({ where: { id } });
  return row.key;
}

async function idOf(stage: Stage, register: string, key: string): Promise<string> {
  const { packetId } = stage;
  const row = await database().registerRow.findFirstOrThrow({ where: { packetId, register, key } });
  return row.id;
}

/** Writes columns of a row anew; the others stay as they are. */
export async function editRow(
  stage: Stage,
  register: string,
  key: string,
  columns: Readonly<Record<string, Json>>,
): Promise<void> {
  const row = (await rowsOf(stage, register)).find((found) => found.key === key);
  const writer = writerOf(stage, register, "editBy");
  const rowId = await idOf(stage, register, key);
  const all = { ...row?.columns, ...columns };
  must(await editRegisterRow(writer, { packetId: stage.packetId, rowId, columns: all }));
}

/** Takes a row out of use, or brings it back. */
export async function retireRow(stage: Stage, register: string, key: string, retired = true): Promise<void> {
  const writer = writerOf(stage, register, "editBy");
  const rowId = await idOf(stage, register, key);
  must(await retireRegisterRow(writer, { packetId: stage.packetId, rowId, retired }));
}

/** The rows of a register as they stand. */
export async function rowsOf(stage: Stage, register: string): Promise<readonly StandingRow[]> {
  const { input } = await look(stage);
  const { candidate } = input;
  const found =
    register === "options"
      ? candidate.options
      : register === "blocked-paths"
        ? candidate.blockedPaths
        : (candidate.registers.find((entry) => entry.key === register)?.rows ?? []);
  return found.map((row) => ({ key: row.key, active: row.state === "active", columns: row.columns }));
}

/** The active rows of a register. */
export async function activeRows(stage: Stage, register: string): Promise<readonly StandingRow[]> {
  return (await rowsOf(stage, register)).filter((row) => row.active);
}
