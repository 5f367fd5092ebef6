import { z } from "zod";
import { keyword, line, prose, uuid } from "../kernel/text.schema.ts";
import { APPROVAL_METHODS, EXPORT_POLICIES } from "../lanes/rules.ts";
import { windowHours } from "./create-packet.schema.ts";

const rules = {
  title: line(200),
  purpose: prose(2000),
  maxWindowHours: windowHours,
  exportPolicy: z.enum(EXPORT_POLICIES),
  methods: z.array(z.enum(APPROVAL_METHODS)).min(1).max(2),
  recipientIds: z.array(uuid).max(500),
};

export const createLaneSchema = z.strictObject({ id: uuid, key: keyword, ownerId: uuid, ...rules });

/** New rules for a lane. `version` is the one that the writer saw. */
export const changeLaneSchema = z.strictObject({ laneId: uuid, version: z.int().min(1), ...rules });
