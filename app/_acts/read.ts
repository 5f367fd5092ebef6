import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "@/lib/auth/actor";
import { requestActor } from "@/lib/auth/session";
import { InvariantError } from "@/lib/kernel/invariant";
import { ok } from "@/lib/kernel/result";
import { loadShell } from "@/lib/queries/load-shell";
import type { Outcome, Refusal } from "@/lib/refusals/refusal";

/** Sends whoever is not signed in to do so, and back afterwards. */
async function toSignIn(): Promise<never> {
  const here = (await headers()).get("x-pathname");
  redirect(here ? `/sign-in?next=${encodeURIComponent(here)}` : "/sign-in");
}

/** Who reads a page; whoever is not signed in is sent to sign in. */
export async function reader(): Promise<Actor> {
  const actor = await requestActor();
  return actor.ok ? actor.value : toSignIn();
}

/** The value of a query, or the refusal where the page has something to say about it. */
export async function readOr<T>(load: (actor: Actor) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const outcome = await load(await reader());
  // Stored JSON is read into objects without a prototype, which React refuses to hand to the browser.
  if (outcome.ok) return ok(structuredClone(outcome.value));
  if (outcome.error.code === "signed-out") return toSignIn();
  if (outcome.error.code === "not-found") return nothingHere();
  return outcome;
}

/** What the frame of the page being answered shows; read once, whoever asks. */
export const shellOutcome = cache(async () => loadShell(await reader()));

/**
 * Answers that there is nothing, always after the frame. What is missing is known sooner than what is forbidden, and
 * without this wait the order of the parts of the answer would tell one from the other.
 */
async function nothingHere(): Promise<never> {
  await shellOutcome();
  // Long enough for the frame to leave first, whichever of the two it is.
  await new Promise<void>((resolve) => setTimeout(resolve, 25));
  return notFound();
}

/** The value of a query whose only refusals are "sign in" and "nothing here". */
export async function read<T>(load: (actor: Actor) => Promise<Outcome<T>>): Promise<T> {
  const outcome = await readOr(load);
  if (outcome.ok) return outcome.value;
  throw unexpected(outcome.error);
}

function unexpected(refusal: Refusal): Error {
  return new InvariantError("page", `${refusal.code} ${refusal.detail ?? ""}`);
}
