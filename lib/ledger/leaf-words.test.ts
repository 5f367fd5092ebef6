import { describe, expect, it } from "vitest";
import { utf8 } from "../kernel/bytes.ts";
import { canonicalBytes } from "../kernel/canonical.ts";
import { encodeAnnexText, encodeLeaf, encodeText } from "./event.ts";
import { leafWords, withNames } from "./leaf-words.ts";

const ACTOR = "11111111-1111-4111-8111-111111111111";
const OTHER = "22222222-2222-4222-8222-222222222222";

const leaf = encodeLeaf({
  type: "member changed",
  at: "2026-01-01T00:00:00.000Z",
  actor: ACTOR,
  onBehalfOf: null,
  through: "web",
  packet: null,
  scope: null,
  subjects: {},
  textDigest: null,
});

describe("words of a leaf", () => {
  it("[LG9] shows actor and words, and spells lists without brackets", () => {
    const words = encodeText({ added: [{ accountId: OTHER, role: "reviewer" }] });
    const opened = leafWords("member changed", leaf, words);
    expect(opened).toMatchObject({ type: "member changed", actorId: ACTOR, people: [OTHER] });
    expect(withNames(opened.text[0]?.[1] ?? "", new Map([[OTHER, "A reviewer"]]))).toBe(
      "A reviewer, reviewer",
    );
  });

  it("[LG9] names nobody and nothing of an annex event whose words are withheld", () => {
    const bytes = canonicalBytes({
      schema: "x",
      type: "annex event",
      at: "t",
      packet: ACTOR,
      textDigest: "d",
    });
    expect(leafWords("annex event", bytes, null)).toEqual({
      type: "annex event",
      actorId: null,
      onBehalfOfId: null,
      text: [],
      people: [],
    });
  });

  it("[LG9] opens an annex event for who is cleared", () => {
    const event = {
      type: "claim traced",
      actor: { id: ACTOR, through: "web" },
      annexId: OTHER,
      text: { claim: "C1" },
    };
    const opened = leafWords("annex event", utf8("{}"), encodeAnnexText(event as never));
    expect(opened).toMatchObject({ type: "claim traced", actorId: ACTOR, text: [["claim", "C1"]] });
  });
});
