import { z } from "zod";
import { keyword, moment, prose, uuid } from "../kernel/text.schema.ts";
import { MEMBER_ROLES } from "../packet/seats.ts";
import { windowHours } from "./create-packet.schema.ts";

/** Adds somebody in a role, narrowed to `kindRole` where it is given, or ends that role. */
export const changeMemberSchema = z.strictObject({
  packetId: uuid,
  accountId: uuid,
  role: z.enum(MEMBER_ROLES),
  kindRole: keyword.nullable().default(null),
});

/** Names another owner; a release owner may be null only where the kind releases nothing. */
export const changeOwnerSchema = z.strictObject({
  packetId: uuid,
  role: z.enum(["artifact-owner", "release-owner"]),
  accountId: uuid.nullable(),
});

/** Lends an act to somebody until a moment. `fromId` is the lender; for `resolve`, whoever left. */
export const grantDelegationSchema = z.strictObject({
  id: uuid,
  packetId: uuid,
  fromId: uuid,
  toId: uuid,
  act: z.enum(["approve", "sign", "resolve"]),
  notAfter: moment,
});

export const revokeDelegationSchema = z.strictObject({ packetId: uuid, delegationId: uuid });

export const setLaneSchema = z.strictObject({
  packetId: uuid,
  laneId: uuid.nullable(),
  windowHours,
});

export const closePacketSchema = z.strictObject({ packetId: uuid, reason: prose(2000) });

/** `question` is the number of the kind's diversion, from 0. */
export const divertPacketSchema = z.strictObject({
  packetId: uuid,
  question: z.int().min(0).max(100),
  reason: prose(2000),
});
