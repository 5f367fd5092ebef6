// Brings a packet to where a gate goes the way that the path goes.

import { CHECKS } from "../lib/checks/registry.ts";
import type { KindGate } from "../lib/kinds/kind.schema.ts";
import { look, stoppingChecks } from "./look.ts";
import { NotAsDrawn } from "./not-as-drawn.ts";
import type { Choice } from "./plan.ts";
import { type Asked, Unable } from "./recipes/recipe.ts";
import { RECIPES } from "./recipes/recipes.ts";
import type { Stage } from "./stage.ts";

const ROUNDS = 5;

/** True for a check that a person answers at the gate itself. */
export function isPersons(check: string): boolean {
  return CHECKS[check as keyof typeof CHECKS]?.sees === "human";
}

/** Writes what a gate's checks still lack, until none of them stops; persons' own checks aside. */
export async function satisfy(
  stage: Stage,
  gates: readonly KindGate[],
  leave: (check: string, gate: KindGate) => boolean = () => false,
): Promise<void> {
  let left: readonly string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const looked = await look(stage);
    left = [];
    for (const gate of gates) {
      for (const { check, index, says } of stoppingChecks(looked, gate.key)) {
        if (isPersons(check) || leave(check, gate)) continue;
        left = [...left, `${gate.key}: ${check}: ${says}`];
        await recipeOf(check).satisfy(askedFor(stage, gate, index, 0));
      }
    }
    if (left.length === 0) return;
  }
  throw new NotAsDrawn(`still stops: ${left.join(" | ")}`);
}

function recipeOf(check: string) {
  const recipe = RECIPES[check];
  if (!recipe) throw new NotAsDrawn(`nobody knows how to make ${check} pass`);
  return recipe;
}

function askedFor(stage: Stage, gate: KindGate, index: number, turn: number): Asked {
  return { stage, gate, params: gate.checks[index]?.params ?? {}, turn };
}

/** Makes the first check that can be made to stop do so; its name. */
export async function violate(stage: Stage, gate: KindGate, choices: readonly Choice[]): Promise<Choice> {
  for (const choice of choices) {
    try {
      await recipeOf(choice.check).violate(askedFor(stage, gate, choice.index, choice.turn));
      return choice;
    } catch (cause) {
      if (!(cause instanceof Unable)) throw cause;
    }
  }
  throw new NotAsDrawn(`nothing can make ${gate.key} stop`);
}
