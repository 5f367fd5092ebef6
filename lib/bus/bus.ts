/**
 * What processes tell one another: that a document has rows up to `seq`, or that somebody's authority may have
 * changed. Never content: whoever hears it reads the rows. An access event without a packet concerns the account
 * everywhere; one without an account concerns everybody in the packet.
 */
export type BusEvent =
  | { readonly kind: "document"; readonly id: string; readonly seq: string }
  | { readonly kind: "access"; readonly packetId?: string; readonly accountId?: string };

/** Who hears events. `dropped` is called once when the line broke: events may have been missed since. */
export interface BusListener {
  readonly heard: (event: BusEvent) => void;
  readonly dropped: () => void;
}

/** The line between processes of one deployment. */
export interface Bus {
  /** Tells every listening process, this one too. For events that no transaction carries. */
  publish(event: BusEvent): Promise<void>;
  /** Listens until `stop`; resolves once events committed from now on will be heard. */
  listen(listener: BusListener): Promise<{ stop(): Promise<void> }>;
  close(): Promise<void>;
}
