import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { equalBytes } from "../../kernel/bytes.ts";
import { BODY, initialDocument, type SectionSpec } from "../layout.ts";
import { validateLayout } from "../layout-check.ts";
import { judgeUpdate } from "./update-gate.ts";
import { scanStateVector, scanUpdate } from "./update-scan.ts";

const SECTIONS: readonly SectionSpec[] = [
  { key: "scope", title: "Scope" },
  { key: "finding", title: "Finding" },
];
const OWN = 77;
const OTHER = 78;

function fresh(client: number, from?: Y.Doc): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getXmlFragment(BODY);
  Y.applyUpdate(doc, from ? Y.encodeStateAsUpdate(from) : initialDocument(SECTIONS));
  return doc;
}

function typed(doc: Y.Doc, words: string): Uint8Array {
  const before = Y.encodeStateVector(doc);
  const block = (doc.getXmlFragment(BODY).get(0) as Y.XmlElement).get(0) as Y.XmlElement;
  const text = new Y.XmlText();
  block.insert(0, [text]);
  text.insert(0, words);
  return Y.encodeStateAsUpdate(doc, before);
}

function judge(scratch: Y.Doc, update: Uint8Array, mayEdit = true) {
  let dirty = false;
  const outcome = judgeUpdate({
    scratch,
    update,
    sections: SECTIONS,
    mayEdit,
    leases: (client) => client === OWN,
    dirty: () => {
      dirty = true;
    },
  });
  return { outcome, dirty, code: outcome.ok ? "ok" : outcome.error.code };
}

function header(...numbers: number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

describe("the update gate", () => {
  it("[CO10] takes an honest change whole and re-encodes what was new", () => {
    const scratch = fresh(1000);
    const update = typed(fresh(OWN), "hello");
    const { outcome, dirty } = judge(scratch, update);
    expect(outcome.ok && outcome.value).toBeInstanceOf(Uint8Array);
    expect(dirty).toBe(false);
    expect(scratch.getXmlFragment(BODY).toString()).toContain("hello");
    expect(judge(scratch, update).outcome).toEqual({ ok: true, value: null });
  });

  it("[CO11] refuses claims that its bytes cannot hold, before Yjs sees them, in under 50 ms", () => {
    const bombs = [
      header(1, 10_000_000, OWN, 0),
      header(1, 2 ** 31, OWN, 0),
      header(10_000_000),
      header(0, 10_000_000),
      header(0, 1, OWN, 10_000_000),
      header(1, 1, OWN, 2 ** 52, 4),
      Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f),
      new Uint8Array(0),
    ];
    const scratch = fresh(1000);
    for (const bomb of bombs) {
      const began = performance.now();
      expect(judge(scratch, bomb).code).toBe("malformed");
      expect(performance.now() - began).toBeLessThan(50);
    }
    expect(scanStateVector(header(1_000_000), 20_000)).toBeNull();
  });

  it("[CO11] refuses version 2 updates", () => {
    const doc = fresh(OWN);
    typed(doc, "hello");
    expect(judge(fresh(1000), Y.encodeStateAsUpdateV2(doc)).code).toBe("malformed");
  });

  it("[CO12] refuses structs of a client id that the sender does not lease, and takes known ones again", () => {
    const scratch = fresh(1000);
    const theirs = typed(fresh(OTHER), "forged");
    expect(judge(scratch, theirs)).toMatchObject({ code: "foreign-client", dirty: false });
    Y.applyUpdate(scratch, theirs);
    expect(judge(scratch, theirs).outcome).toEqual({ ok: true, value: null });
  });

  it("[CO13] refuses gaps and whatever points at nothing known", () => {
    const doc = fresh(OWN);
    typed(doc, "first");
    const later = typed(doc, "second");
    expect(judge(fresh(1000), later)).toMatchObject({ code: "gap", dirty: false });
    const stranger = fresh(OTHER);
    typed(stranger, "unseen");
    const mine = fresh(OWN, stranger);
    const block = (mine.getXmlFragment(BODY).get(0) as Y.XmlElement).get(0) as Y.XmlElement;
    const before = Y.encodeStateVector(mine);
    (block.get(0) as Y.XmlText).insert(2, "on top");
    expect(judge(fresh(1000), Y.encodeStateAsUpdate(mine, before))).toMatchObject({
      code: "pending",
      dirty: false,
    });
    expect(judge(fresh(1000), header(0, 1, 9_999, 1, 0, 5)).code).toBe("pending");
  });

  it("[CO14] refuses what does not fit the layout, and says that the scratch document is spoilt", () => {
    const changes: ((doc: Y.Doc) => void)[] = [
      (doc) => doc.getXmlFragment(BODY).delete(0, 1),
      (doc) => doc.getXmlFragment(BODY).insert(0, [new Y.XmlElement("section")]),
      (doc) => (doc.getXmlFragment(BODY).get(0) as Y.XmlElement).insert(0, [new Y.XmlElement("script")]),
      (doc) => (doc.getXmlFragment(BODY).get(0) as Y.XmlElement).setAttribute("title", "Mine"),
      (doc) => {
        const quote = new Y.XmlElement("blockquote");
        const inner = new Y.XmlElement("paragraph");
        inner.setAttribute("id", "x y");
        quote.insert(0, [inner]);
        (doc.getXmlFragment(BODY).get(0) as Y.XmlElement).insert(0, [quote]);
      },
    ];
    for (const change of changes) {
      const doc = fresh(OWN);
      change(doc);
      expect(validateLayout(doc, SECTIONS).ok).toBe(false);
      expect(judge(fresh(1000), Y.encodeStateAsUpdate(doc))).toMatchObject({ code: "layout", dirty: true });
    }
  });

  it("[CO14] refuses embeds, subdocuments, maps, binary and other roots by their form", () => {
    const changes: ((doc: Y.Doc) => void)[] = [
      (doc) => doc.getMap("other").set("a", 1),
      (doc) => doc.getText(`${BODY}2`).insert(0, "x"),
      (doc) =>
        (doc.getXmlFragment(BODY).get(0) as Y.XmlElement).setAttribute(
          "key",
          new Uint8Array(4) as unknown as string,
        ),
      (doc) =>
        (doc.getXmlFragment(BODY).get(0) as Y.XmlElement).setAttribute(
          "key",
          new Y.Doc() as unknown as string,
        ),
      (doc) =>
        (doc.getXmlFragment(BODY).get(0) as Y.XmlElement).setAttribute(
          "key",
          new Y.Map() as unknown as string,
        ),
      (doc) =>
        (doc.getXmlFragment(BODY).get(0) as Y.XmlElement).setAttribute("key", JSON.parse('{"__proto__":1}')),
    ];
    for (const change of changes) {
      const doc = fresh(OWN);
      change(doc);
      expect(judge(fresh(1000), Y.encodeStateAsUpdate(doc))).toMatchObject({
        code: "malformed",
        dirty: false,
      });
    }
  });

  it("[CO15] gives a reader's change no effect, and takes a reader's empty answer", () => {
    const scratch = fresh(1000);
    expect(judge(scratch, Y.encodeStateAsUpdate(fresh(OWN)), false).outcome).toEqual({
      ok: true,
      value: null,
    });
    const deleting = fresh(OWN);
    ((deleting.getXmlFragment(BODY).get(0) as Y.XmlElement).get(0) as Y.XmlElement).removeAttribute("id");
    const state = Y.encodeStateAsUpdate(scratch);
    expect(judge(scratch, Y.encodeStateAsUpdate(deleting), false).code).toBe("read-only");
    expect(judge(scratch, typed(fresh(OWN), "x"), false).code).toBe("read-only");
    expect(equalBytes(Y.encodeStateAsUpdate(scratch), state)).toBe(true);
  });

  it("[CO16] applies a damaged update whole or not at all, 4,000 times", () => {
    const update = typed(fresh(OWN), "a paragraph with some words in it");
    let seed = 42;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed;
    };
    const whole = fresh(1000);
    Y.applyUpdate(whole, update);
    const base = fresh(1000);
    const state = Y.encodeStateAsUpdate(base);
    let taken = 0;
    for (let i = 0; i < 4_000; i++) {
      const damaged = update.slice();
      for (let n = 0; n <= random() % 4; n++) damaged[random() % damaged.length] = random() % 256;
      const scratch = fresh(1000);
      const { outcome, dirty } = judge(scratch, damaged);
      if (outcome.ok) {
        taken += 1;
        expect(validateLayout(scratch, SECTIONS).ok).toBe(true);
      } else if (!dirty) {
        expect(equalBytes(Y.encodeStateAsUpdate(scratch), state)).toBe(true);
      }
      scratch.destroy();
    }
    expect(taken).toBeLessThan(4_000);
  });

  it("[CO16] reads random bytes without harm, 20,000 times", () => {
    const scratch = fresh(1000);
    const state = Y.encodeStateAsUpdate(scratch);
    for (let i = 0; i < 20_000; i++) {
      const bytes = crypto.getRandomValues(new Uint8Array(1 + (i % 60)));
      const scan = scanUpdate(bytes);
      if (scan.ok && (scan.value.structs.length > 0 || scan.value.deletions.length > 0)) {
        const { outcome, dirty } = judge(scratch, bytes);
        expect(outcome.ok || !dirty).toBe(true);
      }
    }
    expect(equalBytes(Y.encodeStateAsUpdate(scratch), state)).toBe(true);
  });
});
