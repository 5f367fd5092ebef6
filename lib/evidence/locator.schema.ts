import { z } from "zod";
import { isWellFormed } from "../kernel/bytes.ts";
import { MAX_VALUE_LENGTH } from "./limits.ts";

const WELL_FORMED = "text without lone surrogates";

const pointer = z
  .string()
  .max(1000)
  .regex(/^(\/([^~]|~[01])*)?$/, "a JSON Pointer (RFC 6901)")
  .refine(isWellFormed, WELL_FORMED);
const line = z.int().min(1).max(50_000_000);
const name = z.string().max(MAX_VALUE_LENGTH).refine(isWellFormed, WELL_FORMED);

/** A place in a JSON file. `line` names one document of a JSON-lines file. */
export const jsonPointerLocator = z.strictObject({
  kind: z.literal("json-pointer"),
  pointer,
  line: line.optional(),
});

/** A test case by names, as a later run of the same tests would have it. `occurrence` counts equal names from 0. */
export const junitCaseLocator = z.strictObject({
  kind: z.literal("junit-case"),
  suite: name,
  className: name,
  name,
  occurrence: z.int().min(0).max(10_000_000),
});

/** Whole lines, both ends included, counted from 1. */
export const lineRangeLocator = z
  .strictObject({ kind: z.literal("line-range"), start: line, end: line })
  .refine((range) => range.end >= range.start, { message: "ends before it starts" });

/** Words as they stand, with up to 32 characters on either side to tell equal ones apart. */
export const textQuoteLocator = z.strictObject({
  kind: z.literal("text-quote"),
  exact: z.string().min(1).max(MAX_VALUE_LENGTH).refine(isWellFormed, WELL_FORMED),
  prefix: z.string().max(32).refine(isWellFormed, WELL_FORMED),
  suffix: z.string().max(32).refine(isWellFormed, WELL_FORMED),
});

/** A place inside the decoded payload of an envelope: `at` points to the encoded payload. */
export const payloadPointerLocator = z.strictObject({
  kind: z.literal("payload-pointer"),
  at: pointer,
  pointer,
  line: line.optional(),
});

/** Where in a source version something stands. */
export const locatorSchema = z.discriminatedUnion("kind", [
  jsonPointerLocator,
  junitCaseLocator,
  lineRangeLocator,
  textQuoteLocator,
  payloadPointerLocator,
]);

export type Locator = z.infer<typeof locatorSchema>;
