// Windows of releases: when they close, and whether they stand open. Rule RL3 of docs/spec/releases.md.

const HOUR = 3_600_000;

/** When a release that opens now would close: after its window, and never later than the manifest says. */
export function closingTime(now: Date, hours: number, noLaterThan: Date): Date {
  return new Date(Math.min(now.getTime() + hours * HOUR, noLaterThan.getTime()));
}

/** The latest time at which a release of a manifest may still be open: its whole window from its lapse. */
export function latestClose(lapsesAt: Date, hours: number): Date {
  return new Date(lapsesAt.getTime() + hours * HOUR);
}

/** A release's state at a moment: the stored one, except that a window ends by itself at its exact time. */
export function stateAt<S extends string>(
  release: { readonly state: S; readonly closesAt: Date },
  now: Date,
): S | "expired" {
  return release.state === "open" && now >= release.closesAt ? "expired" : release.state;
}
