import { z } from "zod";
import { isFactKey } from "../evidence/fact.ts";
import { isWellFormed } from "../kernel/bytes.ts";

export const ASSERTION_OPERATORS = ["=", "!=", "<=", ">=", "<", ">", "contains"] as const;

/** An executable claim: a fact, an operator and the value it is held against. */
export const assertionSchema = z.strictObject({
  key: z.string().max(200).refine(isFactKey, "a fact key such as junit.failures"),
  op: z.enum(ASSERTION_OPERATORS),
  value: z.union([z.string().min(1).max(2000).refine(isWellFormed), z.number(), z.boolean()]),
});

export type Assertion = z.infer<typeof assertionSchema>;
export type AssertionOperator = Assertion["op"];
