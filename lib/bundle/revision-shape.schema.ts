import { z } from "zod";
import { REVISION_SCHEMA } from "../revision/revision.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** As much of a revision's shape as a verifier relies on; what else stands in it is bound by its digest. */
export const revisionShape = z.looseObject({
  schema: z.literal(REVISION_SCHEMA),
  kind: z.strictObject({ key: z.string(), version: z.int(), digest }),
  packet: z.strictObject({ id: z.uuid(), title: z.string() }),
  parent: digest.nullable(),
  sections: z.array(z.looseObject({ key: z.string() })),
  options: z.array(z.unknown()),
  blockedPaths: z.array(z.looseObject({ key: z.string() })),
  registers: z.array(z.unknown()),
  claims: z.array(z.unknown()),
  trace: z.array(z.unknown()),
  sources: z.array(z.unknown()),
  objections: z.array(z.unknown()),
  holds: z.array(z.unknown()),
  annexes: z.array(z.looseObject({ number: z.int(), commitment: digest })),
  contributors: z.array(z.looseObject({ actorId: z.string() })),
  people: z.record(z.string(), z.string()),
  stopBoundary: z.strictObject({
    statement: z.string(),
    deniedActions: z.array(z.strictObject({ key: z.string(), text: z.string() })),
  }),
  parts: z.record(z.string(), digest),
});

export type RevisionShape = z.infer<typeof revisionShape>;
