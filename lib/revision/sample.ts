import type { Digest } from "../kernel/brand.ts";
import { digestOfText } from "../kernel/digest.ts";
import { digestOfJson, type RegisterBody, type RevisionInput } from "./revision.ts";

const AUTHOR = "00000000-0000-4000-8000-000000000001";
const REVIEWER = "00000000-0000-4000-8000-000000000002";
const at = "2026-03-22T09:00:00.000Z";

const REGISTERS: RevisionInput["registers"] = [
  {
    key: "options",
    title: "Options",
    columns: [{ key: "text", title: "Option", type: "long-text" }],
    rows: [
      { key: "grant", ordinal: 1, state: "active", ownerId: null, columns: { text: "Grant" } },
      { key: "reject", ordinal: 2, state: "active", ownerId: null, columns: { text: "Reject" } },
    ],
  },
  {
    key: "blocked-paths",
    title: "Blocked paths",
    columns: [
      { key: "text", title: "Path", type: "long-text" },
      { key: "reason", title: "Why it is blocked", type: "long-text" },
    ],
    rows: [
      {
        key: "resequencing",
        ordinal: 1,
        state: "active",
        ownerId: null,
        columns: { text: "No", reason: "Not ours" },
      },
    ],
  },
  {
    key: "open-questions",
    title: "Open questions",
    columns: [{ key: "question", title: "Question", type: "long-text" }],
    rows: [
      {
        key: "q1",
        ordinal: 1,
        state: "active",
        ownerId: AUTHOR,
        columns: { question: "Who rehearses?" },
      },
    ],
  },
];

const SOURCES: RevisionInput["sources"] = [
  {
    id: "source-1",
    number: 1,
    slot: "test-evidence",
    name: "CI results",
    authority: "release engineering",
    rank: 1,
    retired: false,
    freshness: { form: "max-age", hours: 336 },
    version: {
      number: 1,
      digest: digestOfText("junit"),
      size: 1200,
      format: "junit",
      formatVersion: null,
      status: "recognised",
      effectiveAt: at,
      receivedAt: at,
      facts: digestOfJson([{ key: "junit.failures", value: 0 }]),
    },
  },
];

/** A whole revision input of the given size, the same on every call: for tests and for the benchmark. */
export function sampleRevisionInput(
  size: { readonly paragraphs: number; readonly claims: number; readonly objections: number } = {
    paragraphs: 6,
    claims: 3,
    objections: 2,
  },
  parent: Digest | null = null,
): RevisionInput {
  const count = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
  return {
    kind: { key: "payments-tokenization-exception", version: 1, digest: digestOfText("kind") },
    packet: { id: "00000000-0000-4000-8000-0000000000aa", title: "Settlement cutover" },
    parent,
    sections: ["exception-sought", "test-evidence"].map((key, s) => ({
      key,
      title: key,
      blocks: count(Math.ceil(size.paragraphs / 2), (i) => ({
        type: "paragraph",
        id: `b${s}-${i}`,
        runs: [{ text: `Paragraph ${i} of ${key}: the rehearsal ran ${i * 7} tests without a failure.` }],
      })),
      claims: [],
    })),
    registers: REGISTERS,
    claims: count(size.claims, (i) => ({
      id: `claim-${i}`,
      number: i + 1,
      quote: `ran ${i * 7} tests`,
      blockId: `b0-${i}`,
      assertion: { key: "junit.failures", op: "=", value: 0 },
    })),
    trace: count(size.claims, (i) => ({
      id: `link-${i}`,
      claimId: `claim-${i}`,
      sourceNumber: 1,
      version: 1,
      digest: digestOfText("junit"),
      locator: { form: "json-pointer", pointer: `/suites/${i}` },
      excerpt: `tests="${i}"`,
    })),
    sources: SOURCES,
    objections: count(size.objections, (i) => ({
      id: `objection-${i}`,
      number: i + 1,
      class: "evidence",
      anchor: { blockId: `b1-${i}`, quote: "rehearsal", prefix: "", suffix: "" },
      raisedById: REVIEWER,
      raisedAt: at,
      state: "answered",
      events: [
        {
          type: "raised",
          actorId: REVIEWER,
          at,
          content: { text: `Objection ${i}: the figure has no source.` },
        },
        { type: "answered", actorId: AUTHOR, at, content: { text: "It has now." } },
      ],
    })),
    holds: [
      { number: 1, sort: "carry-forward", raisedById: REVIEWER, openedAt: at, content: { reason: "Wait" } },
    ],
    annexes: [
      {
        number: 1,
        slot: "settlement-detail",
        holds: "Settlement detail",
        because: "Names merchants",
        liftedBy: "artifact-owner",
        commitment: digestOfText("annex"),
      },
    ],
    contributors: [{ actorId: AUTHOR, edits: 12, rows: 1, links: 3, suggestions: 0 }],
    people: { [AUTHOR]: "Ada", [REVIEWER]: "Ben", nobody: "Not named by the body" },
    stopBoundary: { statement: "It ends here.", deniedActions: [{ key: "execute", text: "Execute" }] },
  };
}

/** A register as a kind of one text column would give it. */
export function sampleRegister(key: string, rows: RegisterBody["rows"]): RegisterBody {
  return { key, title: key, columns: [{ key: "text", title: "Text", type: "text" }], rows };
}
