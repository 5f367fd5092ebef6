import type { EvidenceFormat } from "./format.ts";

interface Magic {
  readonly format: EvidenceFormat;
  readonly version: string;
  readonly bytes: readonly number[];
  readonly offset?: number;
}

function ascii(text: string): readonly number[] {
  return [...text].map((char) => char.charCodeAt(0));
}

const MAGIC: readonly Magic[] = [
  { format: "pdf", version: "PDF", bytes: ascii("%PDF-") },
  { format: "zip", version: "ZIP", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { format: "zip", version: "ZIP (empty)", bytes: [0x50, 0x4b, 0x05, 0x06] },
  { format: "archive", version: "gzip", bytes: [0x1f, 0x8b] },
  { format: "archive", version: "xz", bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { format: "archive", version: "zstd", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { format: "archive", version: "bzip2", bytes: ascii("BZh") },
  { format: "archive", version: "7z", bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { format: "archive", version: "tar", bytes: ascii("ustar"), offset: 257 },
  { format: "executable", version: "ELF", bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { format: "executable", version: "WebAssembly", bytes: [0x00, 0x61, 0x73, 0x6d] },
  { format: "executable", version: "Mach-O", bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { format: "executable", version: "Mach-O", bytes: [0xfe, 0xed, 0xfa, 0xce] },
  { format: "executable", version: "Java class or Mach-O", bytes: [0xca, 0xfe, 0xba, 0xbe] },
  { format: "image", version: "PNG", bytes: [0x89, 0x50, 0x4e, 0x47] },
  { format: "image", version: "JPEG", bytes: [0xff, 0xd8, 0xff] },
  { format: "image", version: "GIF", bytes: ascii("GIF8") },
  { format: "image", version: "RIFF", bytes: ascii("RIFF") },
  { format: "image", version: "TIFF", bytes: [0x49, 0x49, 0x2a, 0x00] },
];

/** The format that a file's first bytes name, or null where they name none. */
export function recogniseBinary(bytes: Uint8Array): { format: EvidenceFormat; version: string } | null {
  for (const magic of MAGIC) {
    const offset = magic.offset ?? 0;
    if (magic.bytes.every((byte, i) => bytes[offset + i] === byte)) {
      return { format: magic.format, version: magic.version };
    }
  }
  if (isWindowsExecutable(bytes)) return { format: "executable", version: "Windows" };
  // Readers of PDF accept a header anywhere in the first 1,024 bytes, which is how polyglots are made.
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  const header = head.search(/%PDF-\d/);
  const isAtStart = header >= 0 && [undefined, 10, 13, 0].includes(bytes[header - 1]);
  return isAtStart ? { format: "pdf", version: "PDF" } : null;
}

/** "MZ" also begins ordinary words, so that the offset to the real header must point at one. */
function isWindowsExecutable(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x4d || bytes[1] !== 0x5a || bytes.length < 64) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(60, true);
  return (bytes[header] === 0x50 && bytes[header + 1] === 0x45) || bytes.subarray(0, 64).includes(0);
}
