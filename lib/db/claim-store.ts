import { groupBy } from "../kernel/group-by.ts";
import type { ClaimContent, TraceContent } from "../packet/content.ts";
import type { Tx } from "./client.ts";
import { type ContentReader, contentPlace } from "./content.ts";
import type { Claim, TraceLink } from "./generated/client.ts";
import { inScopes } from "./register-store.ts";

/** A trace link with its content open. */
export interface ReadLink extends Omit<TraceLink, "content" | "sealed"> {
  readonly content: TraceContent;
}

/** A claim with its standing links. */
export interface ReadClaim extends Omit<Claim, "content" | "sealed"> {
  readonly content: ClaimContent;
  readonly links: readonly ReadLink[];
}

/** Every claim of the packet in the given scopes (null is the body) that was not retracted, in order of number. */
export async function readClaims(
  tx: Tx,
  packetId: string,
  scopes: readonly (string | null)[],
  reader: ContentReader,
): Promise<readonly ReadClaim[]> {
  const claims = await tx.claim.findMany({
    where: { packetId, retractedAt: null, ...inScopes(scopes) },
    orderBy: { number: "asc" },
  });
  const links = await tx.traceLink.findMany({
    where: { claimId: { in: claims.map((claim) => claim.id) }, endedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const byClaim = groupBy(links, (link) => link.claimId);
  return claims.map(({ content, sealed, ...claim }) => ({
    ...claim,
    content: reader.open(claim.annexId, contentPlace("claims", claim.id), {
      content,
      sealed,
    }) as unknown as ClaimContent,
    links: (byClaim.get(claim.id) ?? []).map((link) => openLink(link, reader)),
  }));
}

function openLink({ content, sealed, ...link }: TraceLink, reader: ContentReader): ReadLink {
  const place = contentPlace("trace_links", link.id);
  return {
    ...link,
    content: reader.open(link.annexId, place, { content, sealed }) as unknown as TraceContent,
  };
}
