import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat, fromHex, toHex } from "../kernel/bytes.ts";
import { sha256 } from "../kernel/digest.ts";
import * as merkle from "./merkle.ts";

// The leaves and roots that the certificate-transparency logs test themselves with.
const INPUTS = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const LEAVES = INPUTS.map((hex) => merkle.leafHash(fromHex(hex) ?? new Uint8Array()));
const hexes = (nodes: readonly Uint8Array[]) => nodes.map(toHex);

/** RFC 6962 2.1, written as the RFC says it. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array());
  const [only] = leaves;
  if (leaves.length === 1 && only) return only;
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(concat(Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k))));
}

function sampleLeaves(size: number): readonly Uint8Array[] {
  return Array.from({ length: size }, (_, i) => merkle.leafHash(Uint8Array.of(i >> 8, i & 255)));
}

describe("known vectors", () => {
  it.each(ROOTS.map((root, size) => [size, root] as const))(
    "[LG2] gives the root of %i leaves",
    (size, root) => {
      expect(toHex(merkle.rootOf(LEAVES.slice(0, size)))).toBe(root);
    },
  );

  it("[LG3] gives the published inclusion proofs", () => {
    expect(hexes(merkle.inclusionProof(LEAVES, 0))).toEqual([
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    expect(hexes(merkle.inclusionProof(LEAVES.slice(0, 3), 2))).toEqual([
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    ]);
  });

  it("[LG4] gives the published consistency proof from 6 to 8", () => {
    expect(hexes(merkle.consistencyProof(LEAVES, 6))).toEqual([
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
  });
});

describe("against the definition", () => {
  const size = fc.integer({ min: 1, max: 300 });

  it("[LG2] appending leaf by leaf gives the root of the definition", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (n) => {
        const leaves = sampleLeaves(n);
        expect(toHex(merkle.rootOf(leaves))).toBe(toHex(naiveRoot(leaves)));
      }),
    );
  });

  it("[LG3] an inclusion proof holds for its leaf, place, size and root, and for no other", () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), fc.nat(255), (n, pick, where, bit) => {
        const leaves = sampleLeaves(n);
        const index = pick % n;
        const leaf = leaves[index] ?? new Uint8Array();
        const root = merkle.rootOf(leaves);
        const proof = merkle.inclusionProof(leaves, index);
        const honest = { leaf, index, size: n, proof, root };
        expect(merkle.verifyInclusion(honest)).toBe(true);
        expect(merkle.verifyInclusion({ ...honest, leaf: flip(leaf, bit) })).toBe(false);
        expect(merkle.verifyInclusion({ ...honest, root: flip(root, bit) })).toBe(false);
        expect(merkle.verifyInclusion({ ...honest, proof: [...proof, root] })).toBe(false);
        expect(merkle.verifyInclusion({ ...honest, index: n })).toBe(false);
        expect(merkle.verifyInclusion({ ...honest, index: index + 0.5 })).toBe(false);
        const other = where % n;
        if (other !== index) expect(merkle.verifyInclusion({ ...honest, index: other })).toBe(false);
        if (proof.length > 0) {
          expect(merkle.verifyInclusion({ ...honest, proof: proof.slice(1) })).toBe(false);
          const bent = proof.map((node, i) => (i === where % proof.length ? flip(node, bit) : node));
          expect(merkle.verifyInclusion({ ...honest, proof: bent })).toBe(false);
        }
      }),
    );
  });

  it("[LG4] a consistency proof holds for a tree that grew, and for no other", () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), fc.nat(255), (newSize, pick, where, bit) => {
        const oldSize = 1 + (pick % newSize);
        const leaves = sampleLeaves(newSize);
        const proof = merkle.consistencyProof(leaves, oldSize);
        const oldRoot = merkle.rootOf(leaves.slice(0, oldSize));
        const honest = { oldSize, newSize, oldRoot, newRoot: merkle.rootOf(leaves), proof };
        expect(merkle.verifyConsistency(honest)).toBe(true);
        expect(merkle.verifyConsistency({ ...honest, oldRoot: flip(oldRoot, bit) })).toBe(false);
        expect(merkle.verifyConsistency({ ...honest, newRoot: flip(honest.newRoot, bit) })).toBe(false);
        expect(merkle.verifyConsistency({ ...honest, proof: [...proof, oldRoot] })).toBe(false);
        const rewritten = leaves.map((leaf, i) => (i === where % oldSize ? flip(leaf, bit) : leaf));
        const forked = { ...honest, newRoot: merkle.rootOf(rewritten) };
        expect(
          merkle.verifyConsistency({ ...forked, proof: merkle.consistencyProof(rewritten, oldSize) }),
        ).toBe(false);
      }),
    );
  });

  it("[LG4] a ledger can never be shown to have shrunk", () => {
    const leaves = sampleLeaves(9);
    const [oldRoot, newRoot] = [merkle.rootOf(leaves), merkle.rootOf(leaves.slice(0, 5))];
    expect(merkle.verifyConsistency({ oldSize: 9, newSize: 5, oldRoot, newRoot, proof: [] })).toBe(false);
  });
});

it("[LG1] tells a leaf from a node by its first byte", () => {
  const [a, b] = [sha256(Uint8Array.of(1)), sha256(Uint8Array.of(2))];
  expect(toHex(merkle.leafHash(concat(a, b)))).not.toBe(toHex(merkle.nodeHash(a, b)));
});

it("[LG5] places work beyond 32 bits", () => {
  const leaf = merkle.leafHash(Uint8Array.of(7));
  const siblings = Array.from({ length: 40 }, (_, i) => sha256(Uint8Array.of(i)));
  const root = siblings.reduce((hash, sibling) => merkle.nodeHash(hash, sibling), leaf);
  expect(merkle.verifyInclusion({ leaf, index: 0, size: 2 ** 40, proof: siblings, root })).toBe(true);
});

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const out = bytes.slice();
  const at = (bit >> 3) % out.length;
  out[at] = (out[at] ?? 0) ^ (1 << (bit & 7));
  return out;
}
