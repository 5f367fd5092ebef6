/** Thrown by `ByteReader` for bytes that do not follow the format. Caught where a frame enters; see `scanUpdate`. */
export class MalformedError extends Error {
  constructor(what: string) {
    super(what);
    this.name = "MalformedError";
  }
}

const strictText = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads lib0's encoding without ever allocating what a header merely claims. */
export class ByteReader {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  /** One byte, 0 to 255. */
  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new MalformedError("ends too early");
    return value;
  }

  /** An unsigned variable-length number of at most 2^53 - 1, in its shortest spelling. */
  varUint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 8; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (byte === 0 && i > 0) throw new MalformedError("number is spelt too long");
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
      scale *= 128;
    }
    throw new MalformedError("number is too large");
  }

  /** A count of things that each take at least `bytesEach` of what is left. */
  count(most: number, bytesEach: number): number {
    const value = this.varUint();
    if (value > most || value * bytesEach > this.left) throw new MalformedError("count is too large");
    return value;
  }

  /** A view of the next `length` bytes. */
  view(length: number): Uint8Array {
    if (length > this.left) throw new MalformedError("ends too early");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Length-prefixed bytes, as a view. */
  block(): Uint8Array {
    return this.view(this.varUint());
  }

  /** Length-prefixed UTF-8 text of at most `most` bytes. */
  text(most: number): string {
    const length = this.varUint();
    if (length > most) throw new MalformedError("text is too long");
    const bytes = this.view(length);
    try {
      return strictText.decode(bytes);
    } catch {
      // TextDecoder throws TypeError for invalid UTF-8 and for nothing else.
      throw new MalformedError("text is not UTF-8");
    }
  }

  /** Throws unless everything was read. */
  end(): void {
    if (this.left > 0) throw new MalformedError("bytes after the end");
  }
}
