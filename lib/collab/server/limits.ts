/** Bounds of the collab server; docs/spec/collab.md says what happens at each. Bytes, counts and milliseconds. */
export const LIMITS = {
  frameBytes: 1024 * 1024,
  fragments: 16,
  /** Size of a document's state as one update. */
  documentBytes: 5 * 1024 * 1024,
  /** What a reader may leave unread before it is dropped to resync. */
  bufferedBytes: 4 * 1024 * 1024,
  /** Messages and bytes that wait while a socket joins. */
  joinMessages: 1_000,
  joinBytes: 256 * 1024,
  stateVectorEntries: 20_000,
  cursorBytes: 2_048,
  presenceEveryMs: 100,
  updatesPerSecond: 200,
  updatesBurst: 400,
  presencePerSecond: 50,
  presenceBurst: 300,
  pingsPerSecond: 5,
  pingsBurst: 50,
  socketsPerAccount: 50,
  socketsPerRoom: 250,
  /** Rows and bytes of one insert. */
  batchRows: 500,
  batchBytes: 4 * 1024 * 1024,
  heartbeatMs: 30_000,
  idleRoomMs: 30_000,
  snapshotEveryRows: 500,
  snapshotAtUnloadRows: 50,
  closeGraceMs: 1_000,
} as const;

/** Says no once more than `burst` came at once or `perSecond` lastingly. `now` is in milliseconds. */
export function rateLimit(perSecond: number, burst: number): (now: number) => boolean {
  let tokens = burst;
  let last: number | null = null;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - (last ?? now)) * perSecond) / 1000);
    last = now;
    tokens -= 1;
    return tokens >= 0;
  };
}
