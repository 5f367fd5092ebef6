"use server";

import { act } from "@/app/_acts/act";
import { number, orNull, text, texts } from "@/app/_acts/form-input";
import type { ActionState } from "@/components/ui/action-form";
import { membershipOf } from "@/lib/packet/seat-choices";
import { createPacket } from "@/lib/workflows/create-packet";

type Made = { readonly slug: string };

/** Makes a packet of a kind. */
export async function createPacketAction(_: ActionState<Made>, form: FormData): Promise<ActionState<Made>> {
  const members = texts(form, "member").map((member) => {
    const [accountId, choice = ""] = member.split(":");
    return { accountId, ...membershipOf(choice) };
  });
  const input = {
    id: text(form, "requestId"),
    title: text(form, "title"),
    kindKey: text(form, "kindKey"),
    artifactOwnerId: text(form, "artifactOwnerId"),
    releaseOwnerId: orNull(form, "releaseOwnerId"),
    members,
    laneId: orNull(form, "laneId"),
    windowHours: number(form, "windowHours"),
  };
  return act(
    (actor) => createPacket(actor, input),
    ({ slug }) => ({ value: { slug } }),
  );
}
