import type { Locator } from "../evidence/locator.schema.ts";
import { toBase64Url, utf8 } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical.ts";

/** A place in a source, in words. */
export function placeWords(locator: Locator): string {
  switch (locator.kind) {
    case "json-pointer":
      return `${locator.pointer || "the whole file"}${locator.line ? `, line ${locator.line}` : ""}`;
    case "payload-pointer":
      return `${locator.pointer || "the whole payload"} of the payload`;
    case "junit-case":
      return `${locator.className ? `${locator.className} › ` : ""}${locator.name}`;
    case "line-range":
      return locator.start === locator.end
        ? `line ${locator.start}`
        : `lines ${locator.start} to ${locator.end}`;
    case "text-quote":
      return `“${locator.exact.length > 60 ? `${locator.exact.slice(0, 59)}…` : locator.exact}”`;
  }
}

/** The locator as a query of the source's page: `v=<version>&at=<locator>`. */
export function placeQuery(version: number, locator: Locator): string {
  return `v=${version}&at=${toBase64Url(utf8(canonicalText(locator)))}`;
}
