import type { Findings } from "./extraction.ts";
import type { Locator } from "./locator.schema.ts";
import { arrayAt, asObject, type JsonObject, member, stringAt } from "./read-json.ts";
import type { PlacedCarrier } from "./read-statements.ts";

const READ_VERSIONS = ["0.1", "0.2", "0.3"];

/** The version that a Sigstore bundle's media type names in either of its two spellings, or null. */
export function bundleVersion(bundle: JsonObject): string | null {
  const type = stringAt(bundle, "mediaType") ?? "";
  return (
    /;version=([\d.]{1,12})$/.exec(type)?.[1] ?? /\.bundle\.v([\d.]{1,12})\+json$/.exec(type)?.[1] ?? null
  );
}

/** True for a Sigstore bundle version that is read. */
export function isReadBundle(bundle: JsonObject): boolean {
  return READ_VERSIONS.includes(bundleVersion(bundle) ?? "");
}

/**
 * Notes the facts of a bundle under a prefix. The log's time is the log's: it is never noted as a time that the
 * evidence states. Nothing here verifies a signature.
 */
export function bundleFacts({ carrier, line }: PlacedCarrier, prefix: string, found: Findings): void {
  const bundle = carrier.object;
  const place = (pointer: string): Locator => ({
    kind: "json-pointer",
    pointer: `${carrier.at}${pointer}`,
    ...(line === null ? {} : { line }),
  });
  const version = bundleVersion(bundle);
  found.fact(`${prefix}.version`, version, place("/mediaType"));
  if (!isReadBundle(bundle)) {
    const said = version ?? "without a version";
    found.problem(
      "unsupported-version",
      `Sigstore bundle ${said} is not read; 0.1 to 0.3 are.`,
      place("/mediaType"),
    );
    return;
  }
  const base = "/verificationMaterial";
  const material = member(bundle, "verificationMaterial");
  logFacts(arrayAt(material, "tlogEntries")?.[0], prefix, (p) => place(`${base}/tlogEntries/0${p}`), found);
  const times = arrayAt(material, "timestampVerificationData", "rfc3161Timestamps")?.length ?? 0;
  found.fact(`${prefix}.timestamps`, times, place(base));
  found.fact(`${prefix}.keyMaterial`, keyMaterial(material), place(base));
  const digest = member(member(bundle, "messageSignature"), "messageDigest");
  const algorithm = stringAt(digest, "algorithm");
  if (algorithm !== null) {
    const pointer = "/messageSignature/messageDigest/digest";
    found.fact(`${prefix}.messageDigest.${algorithm}`, stringAt(digest, "digest"), place(pointer));
  }
}

function logFacts(
  entry: Parameters<typeof member>[0],
  prefix: string,
  place: (pointer: string) => Locator,
  found: Findings,
): void {
  if (!asObject(entry)) return;
  // Indices are strings in the format because they may pass 2^53; they stay strings.
  const index = member(entry, "logIndex");
  found.fact(
    `${prefix}.logIndex`,
    index === undefined || index === null ? null : String(index),
    place("/logIndex"),
  );
  const seconds = String(member(entry, "integratedTime") ?? "");
  if (/^[1-9]\d{0,10}$/.test(seconds)) {
    found.fact(
      `${prefix}.loggedAt`,
      new Date(Number(seconds) * 1000).toISOString(),
      place("/integratedTime"),
    );
  }
}

function keyMaterial(material: Parameters<typeof member>[0]): string | null {
  for (const key of ["certificate", "x509CertificateChain", "publicKey"]) {
    if (asObject(member(material, key))) return key;
  }
  return null;
}
