// The words of authority: what somebody can be to a packet, a lane, or the thing itself.

/** What somebody is in a packet. Owners stand on the packet, the middle four are memberships, the last is lent. */
export const PACKET_ROLES = [
  "artifact-owner",
  "release-owner",
  "author",
  "reviewer",
  "observer",
  "required-signer",
  "delegate",
] as const;
export type PacketRole = (typeof PACKET_ROLES)[number];

export const PACKET_STATES = ["drafting", "frozen", "diverted", "closed"] as const;
export type PacketState = (typeof PACKET_STATES)[number];

/** What somebody is to a lane, or to a release through it. */
export const LANE_ROLES = ["lane-owner", "recipient"] as const;
export type LaneRole = (typeof LANE_ROLES)[number];

/** What somebody is to the very thing that is acted on. */
export const RELATIONS = ["raiser", "annex-owner"] as const;
export type Relation = (typeof RELATIONS)[number];

/** What a delegation lends. `resolve` stands in for somebody who left: their objections. */
export const DELEGATED_ACTS = ["approve", "sign", "resolve"] as const;
export type DelegatedAct = (typeof DELEGATED_ACTS)[number];
