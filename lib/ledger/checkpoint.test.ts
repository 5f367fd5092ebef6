import { describe, expect, it } from "vitest";
import { testKey } from "../../test/release.ts";
import { verifyEd25519 } from "../approvals/signatures.ts";
import { fromBase64, toBase64, utf8 } from "../kernel/bytes.ts";
import { sha256 } from "../kernel/digest.ts";
import { noteKeyHash, parseCheckpoint, signCheckpointNote, verifyCheckpoint } from "./checkpoint.ts";

const key = testKey();
const checkpoint = { origin: "countersign.dev/ledger/1", size: 42, root: sha256(utf8("root")) };
const note = signCheckpointNote(checkpoint, key);
const pinned = { origin: checkpoint.origin, publicKey: key.publicKey, verify: verifyEd25519 };

it("[LG10] is origin, size and root, a line each, an empty line, and one signature line", () => {
  const [origin, size, root, empty, signature, end] = note.split("\n");
  expect([origin, size, root, empty, end]).toEqual([
    checkpoint.origin,
    "42",
    toBase64(checkpoint.root),
    "",
    "",
  ]);
  expect(signature).toMatch(/^— countersign\.dev\/ledger\/1 [A-Za-z0-9+/]+=*$/);
});

it("[LG11] hints at its key as the signed-note specification's example does", () => {
  const example = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const [name = "", hash, typed = ""] = example.split("+");
  const publicKey = (fromBase64(typed) ?? new Uint8Array()).slice(1);
  expect(Buffer.from(noteKeyHash(name, publicKey)).toString("hex")).toBe(hash);
});

describe("[LG12] verifies under the pinned origin and key", () => {
  it("and gives what it commits to", () => {
    const verified = verifyCheckpoint(note, pinned);
    expect(verified.ok && [verified.value.size, toBase64(verified.value.root)]).toEqual([
      42,
      toBase64(checkpoint.root),
    ]);
  });

  it("and beside signatures of others, which it ignores", () => {
    const witness = signCheckpointNote(checkpoint, testKey()).split("\n").at(-2) ?? "";
    expect(verifyCheckpoint(`${note}${witness.replace(checkpoint.origin, "witness")}\n`, pinned).ok).toBe(
      true,
    );
  });

  const faults: readonly [fault: string, what: string, text: string][] = [
    ["bad-signature", "another size", note.replace("\n42\n", "\n43\n")],
    ["bad-signature", "another root", note.replace(toBase64(checkpoint.root), toBase64(sha256(utf8("x"))))],
    ["other-origin", "another origin", signCheckpointNote({ ...checkpoint, origin: "else" }, key)],
    ["no-signature-of-this-key", "another key", signCheckpointNote(checkpoint, testKey())],
    ["malformed", "no signature", note.slice(0, note.indexOf("\n\n") + 1)],
    ["malformed", "a size with a leading zero", note.replace("\n42\n", "\n042\n")],
    ["malformed", "an extension line", note.replace("\n\n", "\nextension\n\n")],
    ["malformed", "no end", note.slice(0, -1)],
    ["malformed", "nothing", ""],
  ];
  it.each(faults)("and refuses as %s: %s", (fault, _what, text) => {
    const verified = verifyCheckpoint(text, pinned);
    expect(verified.ok ? "accepted" : verified.error).toBe(fault);
  });
});

it("[LG10] survives parsing whatever it is given", () => {
  for (const text of ["\n\n", "\n\n\n", "a\n1\nAA==\n\n— a AA==\n", "— \n\n— \n"]) {
    expect(parseCheckpoint(text).ok).toBe(false);
  }
});
