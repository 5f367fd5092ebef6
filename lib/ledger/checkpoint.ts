// Checkpoints: C2SP tlog-checkpoint in a C2SP signed note with one Ed25519 signature (algorithm 0x01).
// Rules: docs/spec/ledger.md LG10–LG12.

import { concat, equalBytes, fromBase64, toBase64, utf8 } from "../kernel/bytes.ts";
import { sha256 } from "../kernel/digest.ts";
import { err, ok, type Result } from "../kernel/result.ts";

const ED25519 = 0x01;

/** What a checkpoint commits to. `root` is 32 bytes. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** A parsed note: the checkpoint, the bytes that were signed and the signature lines, unverified. */
export interface SignedCheckpoint extends Checkpoint {
  readonly signed: Uint8Array;
  readonly signatures: readonly {
    readonly name: string;
    readonly keyHash: Uint8Array;
    readonly signature: Uint8Array;
  }[];
}

/** Why a text is not a checkpoint, or not one of this ledger's. */
export type CheckpointFault = "malformed" | "other-origin" | "no-signature-of-this-key" | "bad-signature";

/** Checks an Ed25519 signature over a message: (signature 64 bytes, message, public key 32 bytes). */
export type VerifyEd25519 = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;

/** The first four bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ public key): a hint at the key (C2SP signed-note). */
export function noteKeyHash(name: string, publicKey: Uint8Array): Uint8Array {
  return sha256(concat(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey)).slice(0, 4);
}

/** The text that is signed: origin, size and root, a line each. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** The signed note. `sign` makes an Ed25519 signature over the text's bytes; the key's name is the origin. */
export function signCheckpointNote(
  checkpoint: Checkpoint,
  key: { readonly publicKey: Uint8Array; sign(bytes: Uint8Array): Uint8Array },
): string {
  const text = checkpointText(checkpoint);
  const blob = concat(noteKeyHash(checkpoint.origin, key.publicKey), key.sign(utf8(text)));
  return `${text}\n— ${checkpoint.origin} ${toBase64(blob)}\n`;
}

/** Parses a note without trusting it. Extension lines are refused: this ledger writes none. */
export function parseCheckpoint(note: string): Result<SignedCheckpoint, CheckpointFault> {
  const split = note.indexOf("\n\n");
  if (split < 0 || !note.endsWith("\n")) return err("malformed");
  const text = note.slice(0, split + 1);
  const [origin, size, root64, ...rest] = text.split("\n");
  const root = fromBase64(root64 ?? "");
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? "") || root?.length !== 32) return err("malformed");
  if (rest.length !== 1 || rest[0] !== "" || !Number.isSafeInteger(Number(size))) return err("malformed");
  const lines = note
    .slice(split + 2, -1)
    .split("\n")
    .map(parseSignatureLine);
  const signatures = lines.filter((line) => line !== null);
  if (signatures.length !== lines.length) return err("malformed");
  return ok({ origin, size: Number(size), root, signed: utf8(text), signatures });
}

function parseSignatureLine(line: string): SignedCheckpoint["signatures"][number] | null {
  const match = /^— (\S+) (\S+)$/.exec(line);
  const blob = fromBase64(match?.[2] ?? "");
  if (!match?.[1] || !blob || blob.length < 5) return null;
  return { name: match[1], keyHash: blob.slice(0, 4), signature: blob.slice(4) };
}

/** The checkpoint, where the note is of this origin and carries a good signature of this key. */
export function verifyCheckpoint(
  note: string,
  pinned: { readonly origin: string; readonly publicKey: Uint8Array; readonly verify: VerifyEd25519 },
): Result<SignedCheckpoint, CheckpointFault> {
  const parsed = parseCheckpoint(note);
  if (!parsed.ok) return parsed;
  if (parsed.value.origin !== pinned.origin) return err("other-origin");
  const hash = noteKeyHash(pinned.origin, pinned.publicKey);
  const line = parsed.value.signatures.find((s) => s.name === pinned.origin && equalBytes(s.keyHash, hash));
  if (!line) return err("no-signature-of-this-key");
  const good =
    line.signature.length === 64 && pinned.verify(line.signature, parsed.value.signed, pinned.publicKey);
  return good ? parsed : err("bad-signature");
}
