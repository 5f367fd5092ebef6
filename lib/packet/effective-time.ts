import type { StatedTime } from "../evidence/fact.ts";

/**
 * When a source version's content came to be, RFC 3339 in UTC: as a person gave it, else the latest time that the
 * file states of itself; null where neither does. Never later than its reception.
 */
export function effectiveTime(
  given: string | null,
  stated: readonly StatedTime[],
  receivedAt: Date,
): string | null {
  const times = given === null ? stated.map((time) => Date.parse(time.at)) : [Date.parse(given)];
  if (times.length === 0) return null;
  return new Date(Math.min(Math.max(...times), receivedAt.getTime())).toISOString();
}
