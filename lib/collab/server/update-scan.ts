import { err, ok, type Result } from "../../kernel/result.ts";
import { BODY } from "../layout.ts";
import { ByteReader, MalformedError } from "./byte-reader.ts";

// A reader of Yjs update format V1 that only looks. Yjs's own decoder allocates what a header claims, so nothing
// reaches it before this has counted every struct and range. Source: yjs 13.6 src/utils/encoding.js, src/structs.

/** A run of clocks of one client: `clock` up to but not including `clock + length`. */
export interface ClockRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** What an update says, without having been applied. */
export interface UpdateScan {
  /** Structs, one range a client, in the order of the update. */
  readonly structs: readonly ClockRange[];
  readonly structCount: number;
  /** Ids that structs of the update point at: origins and parents. */
  readonly references: readonly ClockRange[];
  readonly deletions: readonly ClockRange[];
}

/** Most of each in one update; rule CO11. */
export const SCAN_LIMITS = {
  clients: 64,
  structs: 60_000,
  deletions: 60_000,
  attributeBytes: 8_192,
} as const;

const MAX_CLOCK = 2 ** 31;
const MAX_CLIENT = 2 ** 32;
const XML_ELEMENT = 3;
const XML_TEXT = 6;

interface Scanning {
  readonly reader: ByteReader;
  readonly references: ClockRange[];
  structCount: number;
}

function readClient(reader: ByteReader): number {
  const client = reader.varUint();
  if (client >= MAX_CLIENT) throw new MalformedError("client id is too large");
  return client;
}

function readClock(reader: ByteReader): number {
  const clock = reader.varUint();
  if (clock >= MAX_CLOCK) throw new MalformedError("clock is too large");
  return clock;
}

function readReference({ reader, references }: Scanning): void {
  references.push({ client: readClient(reader), clock: readClock(reader), length: 1 });
}

function skipJson(reader: ByteReader): void {
  const text = reader.text(SCAN_LIMITS.attributeBytes);
  try {
    JSON.parse(text);
  } catch {
    // JSON.parse throws SyntaxError for malformed JSON and for nothing else.
    throw new MalformedError("mark is not JSON");
  }
}

/** Skips a value of lib0's "any" encoding (lib0 encoding.js, writeAny): plain attribute values only. */
function skipAny(reader: ByteReader): void {
  const tag = reader.byte();
  if (tag === 126 || tag === 121 || tag === 120) return; // null, false, true
  if (tag === 119) {
    if (reader.text(SCAN_LIMITS.attributeBytes).includes("\u0000")) throw new MalformedError("NUL");
    return;
  }
  if (tag === 125) {
    // A signed number: six bits in the first byte, seven in each after it.
    for (let i = 0, byte = reader.byte(); byte >= 0x80; i++, byte = reader.byte()) {
      if (i > 8) throw new MalformedError("number is too long");
    }
    return;
  }
  if (tag === 124) reader.view(4);
  else if (tag === 123) reader.view(8);
  else throw new MalformedError("attribute is not a plain value");
}

/** Skips one item's content and returns how many clocks it takes. */
function skipContent(kind: number, reader: ByteReader): number {
  switch (kind) {
    case 1: // ContentDeleted
      return readClock(reader);
    case 4: {
      const text = reader.text(reader.bytes.length);
      if (text.includes("\u0000")) throw new MalformedError("NUL");
      return text.length;
    }
    case 6: // ContentFormat: a mark's name and its value as JSON
      reader.text(200);
      skipJson(reader);
      return 1;
    case 7: {
      const type = reader.varUint();
      if (type !== XML_ELEMENT && type !== XML_TEXT)
        throw new MalformedError("type is no part of the layout");
      if (type === XML_ELEMENT) reader.text(60);
      return 1;
    }
    case 8: {
      const count = reader.count(16, 1);
      for (let i = 0; i < count; i++) skipAny(reader);
      return count;
    }
    default: // JSON, binary, embeds, subdocuments and whatever a later Yjs adds
      throw new MalformedError("content is no part of the layout");
  }
}

function skipParent(scanning: Scanning): void {
  const { reader } = scanning;
  const named = reader.varUint();
  if (named > 1) throw new MalformedError("parent is neither a name nor an id");
  if (named === 0) readReference(scanning);
  else if (reader.text(60) !== BODY) throw new MalformedError("root is no part of the layout");
}

/** Skips one struct and returns how many clocks it takes. */
function skipStruct(scanning: Scanning): number {
  const { reader } = scanning;
  const info = reader.byte();
  const kind = info & 0x1f;
  if (kind === 0) return readClock(reader); // garbage collected
  if (kind === 10) throw new MalformedError("gap");
  if (info & 0x80) readReference(scanning);
  if (info & 0x40) readReference(scanning);
  if ((info & 0xc0) === 0) {
    skipParent(scanning);
    if (info & 0x20) reader.text(60);
  }
  return skipContent(kind, reader);
}

function readStructs(scanning: Scanning): ClockRange[] {
  const { reader } = scanning;
  const ranges: ClockRange[] = [];
  const seen = new Set<number>();
  const clients = reader.count(SCAN_LIMITS.clients, 4);
  for (let i = 0; i < clients; i++) {
    const count = reader.count(SCAN_LIMITS.structs - scanning.structCount, 2);
    const client = readClient(reader);
    const clock = readClock(reader);
    if (seen.has(client) || count === 0) throw new MalformedError("client stands twice or has nothing");
    seen.add(client);
    scanning.structCount += count;
    let length = 0;
    for (let n = 0; n < count; n++) {
      const taken = skipStruct(scanning);
      length += taken;
      if (taken === 0 || clock + length > MAX_CLOCK) throw new MalformedError("struct has no valid length");
    }
    ranges.push({ client, clock, length });
  }
  return ranges;
}

function readDeletions(reader: ByteReader): ClockRange[] {
  const ranges: ClockRange[] = [];
  const clients = reader.count(SCAN_LIMITS.deletions, 2);
  for (let i = 0; i < clients; i++) {
    const client = readClient(reader);
    const count = reader.count(SCAN_LIMITS.deletions - ranges.length, 2);
    for (let n = 0; n < count; n++) {
      const clock = readClock(reader);
      const length = readClock(reader);
      if (length === 0 || clock + length > MAX_CLOCK)
        throw new MalformedError("deletion has no valid length");
      ranges.push({ client, clock, length });
    }
  }
  return ranges;
}

/** Reads what a V1 update says, or says what is wrong with it. Time and memory are linear in its bytes. */
export function scanUpdate(bytes: Uint8Array): Result<UpdateScan, string> {
  const reader = new ByteReader(bytes);
  const scanning: Scanning = { reader, references: [], structCount: 0 };
  try {
    const structs = readStructs(scanning);
    const deletions = readDeletions(reader);
    reader.end();
    return ok({ structs, structCount: scanning.structCount, references: scanning.references, deletions });
  } catch (error) {
    if (error instanceof MalformedError) return err(error.message);
    throw error;
  }
}

/** Counts the entries of a state vector, or null where it is not one. */
export function scanStateVector(bytes: Uint8Array, most: number): number | null {
  const reader = new ByteReader(bytes);
  try {
    const count = reader.count(most, 2);
    for (let i = 0; i < count; i++) {
      readClient(reader);
      readClock(reader);
    }
    reader.end();
    return count;
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
