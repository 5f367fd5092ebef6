/** What may be found wrong with a release after it was opened: the types that the seeds' metrics count. */
export const FINDING_TYPES = [
  "revision",
  "options",
  "lane",
  "manifest",
  "missing-blocked-path",
  "audience",
  "stale-state",
  "leak",
  "misleading",
] as const;
export type FindingType = (typeof FINDING_TYPES)[number];

const WORDS: Readonly<Record<FindingType, string>> = {
  revision: "It is not the revision that was approved",
  options: "The options are not those that were approved",
  lane: "It reached the wrong lane",
  manifest: "The manifest says something wrong",
  "missing-blocked-path": "A blocked path is missing",
  audience: "Its audience is wider or narrower than approved",
  "stale-state": "It says what is no longer so",
  leak: "It shows a restricted detail",
  misleading: "A value misleads",
};

/** A type of finding as a sentence without its full stop. */
export function findingWords(type: FindingType): string {
  return WORDS[type];
}
