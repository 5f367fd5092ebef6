// What the approval sheet is told beside the bytes that it reads and hashes itself.

import type { CheckView } from "../revision/views.ts";

/** What the server says about a manifest and its reader. */
export interface SheetDescription {
  readonly packetId: string;
  readonly slug: string;
  readonly packetTitle: string;
  readonly manifestId: string;
  readonly manifestNumber: number;
  readonly manifestDigest: string;
  readonly revisionNumber: number;
  readonly revisionDigest: string;
  readonly revisionUrl: string;
  readonly manifestUrl: string;
  readonly stateUrl: string;
  /** The last approved revision of this packet, where there is one. */
  readonly previous: { readonly number: number; readonly digest: string; readonly url: string } | null;
  /** The empty seat that this reader may fill; null where they may not sign. */
  readonly seat: {
    readonly role: "release-owner" | "required-signer";
    readonly as: string | null;
    readonly onBehalfOf: string | null;
  } | null;
  /** Why the reader may not sign, where they may not. */
  readonly whyNot: string | null;
  readonly hasPasskey: boolean;
  readonly stateToken: string;
}

/** Where a manifest stands, asked for again and again while the sheet is open. */
export interface LiveManifestView {
  readonly state: string;
  readonly reason: string | null;
  /** A sealed token of the packet's numbers, fresh at each fetch. */
  readonly stateToken: string;
  readonly checks: readonly (Pick<CheckView, "check" | "title" | "outcome"> & {
    readonly reasons: readonly string[];
  })[];
  readonly signed: readonly {
    readonly name: string;
    readonly as: string;
    readonly at: string;
    readonly method: string;
  }[];
  readonly missing: readonly { readonly name: string; readonly as: string }[];
}
