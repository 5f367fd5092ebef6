import { z } from "zod";
import { keyword, line, uuid } from "../kernel/text.schema.ts";
import { MEMBER_ROLES } from "../packet/seats.ts";

/** The longest that a release of a packet may stay open, in hours; kind and lane narrow it. */
export const MAX_WINDOW_HOURS = 24 * 366;

export const windowHours = z.int().min(1).max(MAX_WINDOW_HOURS);

/** A person in a member's role, narrowed to one role of the kind where `kindRole` names it. */
export const memberSchema = z.strictObject({
  accountId: uuid,
  role: z.enum(MEMBER_ROLES),
  kindRole: keyword.nullable().default(null),
});

/** A new packet. `id` is made by the client, so that sending twice makes one. */
export const createPacketSchema = z.strictObject({
  id: uuid,
  title: line(200),
  kindKey: keyword,
  artifactOwnerId: uuid,
  releaseOwnerId: uuid.nullable(),
  members: z.array(memberSchema).max(100).default([]),
  laneId: uuid.nullable().default(null),
  windowHours: windowHours.optional(),
});
