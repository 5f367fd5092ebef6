// The demo: one account a role, two lanes, a packet that waits for approval, one that is being drafted, and three
// records that rest in their flows. Everything goes through the workflows that the doors use, so that the demo's ledger
// is one that the workspace could have had.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Actor } from "../lib/auth/actor.ts";
import { closeDatabase, database, transaction } from "../lib/db/client.ts";
import { closeDocumentLog } from "../lib/db/document-log.ts";
import { ensureWorkspace } from "../lib/db/trust-store.ts";
import { inspectEvidence } from "../lib/evidence/inspect.ts";
import { acceptResidual, answerObjection } from "../lib/workflows/act-on-objection.ts";
import { addSource } from "../lib/workflows/add-source.ts";
import { askApproval } from "../lib/workflows/ask-approval.ts";
import { grantClearance } from "../lib/workflows/change-clearance.ts";
import { createLane } from "../lib/workflows/create-lane.ts";
import { createPacket } from "../lib/workflows/create-packet.ts";
import { cutRevision } from "../lib/workflows/cut-revision.ts";
import { makeAnnex } from "../lib/workflows/make-annex.ts";
import { makeClaim } from "../lib/workflows/make-claim.ts";
import { raiseObjection } from "../lib/workflows/raise-objection.ts";
import { traceClaim } from "../lib/workflows/trace-claim.ts";
import { addRegisterRow } from "../lib/workflows/write-register-row.ts";
import { writeRemark } from "../lib/workflows/write-remark.ts";
import { type Cast, makeCast } from "./demo/cast.ts";
import { must } from "./demo/must.ts";
import {
  DEMO_ANNEX,
  DEMO_CLAIMS,
  DEMO_OBJECTIONS,
  DEMO_OPEN_QUESTIONS,
  DEMO_SOURCES,
  DEMO_TEXT,
  DRAFT_TEXT,
} from "./demo/packet.ts";
import { recordPackets } from "./demo/record-packets.ts";
import { anchorOf, plainText, writeText } from "./demo/write-text.ts";

const DAY = 24 * 3_600_000;

interface Source {
  readonly versionId: string;
  readonly bytes: Uint8Array;
}

async function main(): Promise<void> {
  await transaction((tx) => ensureWorkspace(tx, { name: "Countersign", demo: true }));
  const cast = await makeCast();
  const review = await lane(cast, "architecture-review", "Architecture-review intake");
  await waitingPacket(cast, review);
  const council = await lane(cast, "release-integrity-council", "Release integrity council");
  await draftPacket(cast, council);
  await recordPackets(cast);
}

async function lane(cast: Cast, key: string, title: string): Promise<string> {
  const made = await createLane(cast.admin, {
    id: randomUUID(),
    key,
    ownerId: cast["release-owner"].id,
    title,
    purpose: "Reads one released revision and decides. Nothing that it reads may be passed on.",
    maxWindowHours: 336,
    exportPolicy: "bundle",
    methods: ["passkey", "password"],
    recipientIds: [cast.recipient.id],
  });
  return must(made).laneId;
}

async function newPacket(cast: Cast, kindKey: string, title: string, laneId: string) {
  const made = await createPacket(cast.author, {
    id: randomUUID(),
    title,
    kindKey,
    artifactOwnerId: cast["artifact-owner"].id,
    releaseOwnerId: cast["release-owner"].id,
    members: [
      { accountId: cast.author.id, role: "author" },
      { accountId: cast.reviewer.id, role: "reviewer" },
      { accountId: cast["cleared-reviewer"].id, role: "reviewer" },
    ],
    laneId,
    windowHours: 72,
  });
  const { packetId } = must(made);
  const body = await database().document.findFirstOrThrow({ where: { packetId, annexId: null } });
  return { packetId, documentId: body.id };
}

async function waitingPacket(cast: Cast, laneId: string): Promise<void> {
  const title = "Settlement path cutover, release train 26.4";
  const { packetId, documentId } = await newPacket(cast, "payments-tokenization-exception", title, laneId);
  const sources = await addSources(cast.author, packetId);
  const claims = await makeClaims(cast.author, packetId);
  const doc = await writeText(cast.author, documentId, DEMO_TEXT, claims);
  await traceClaims(cast.author, packetId, claims, sources);
  for (const columns of DEMO_OPEN_QUESTIONS) {
    must(
      await addRegisterRow(cast.author, { id: randomUUID(), packetId, register: "open-questions", columns }),
    );
  }
  await annex(cast, packetId);
  for (const objection of DEMO_OBJECTIONS) {
    const anchor = {
      kind: "span",
      sectionKey: objection.section,
      ...anchorOf(doc, objection.section, objection.quote),
    };
    await objectionOn(cast, packetId, objection, anchor);
  }
  must(
    await writeRemark(cast.reviewer, {
      id: randomUUID(),
      packetId,
      text: "“Release train” and “train” are used for the same thing; one word would do.",
    }),
  );
  must(await cutRevision(cast.author, { packetId }));
  must(await askApproval(cast.author, { packetId }));
}

async function objectionOn(
  cast: Cast,
  packetId: string,
  objection: (typeof DEMO_OBJECTIONS)[number],
  anchor: unknown,
): Promise<void> {
  const raised = await raiseObjection(cast.reviewer, {
    id: randomUUID(),
    packetId,
    class: objection.class,
    anchor,
    text: objection.raised,
  });
  const { objectionId } = must(raised);
  must(await answerObjection(cast.author, { packetId, objectionId, text: objection.answered }));
  if (!("residual" in objection)) return;
  const accepted = await acceptResidual(cast["artifact-owner"], {
    packetId,
    objectionId,
    ...objection.residual,
    ownerId: cast["artifact-owner"].id,
    expiresOn: new Date(Date.now() + 30 * DAY).toISOString().slice(0, 10),
  });
  must(accepted);
}

async function addSources(actor: Actor, packetId: string): Promise<ReadonlyMap<string, Source>> {
  const sources = new Map<string, Source>();
  for (const { slot, file, name, authority } of DEMO_SOURCES) {
    const bytes = new Uint8Array(await readFile(path.join(import.meta.dirname, "demo", file)));
    const effectiveAt = new Date(Date.now() - 2 * DAY).toISOString();
    const added = await addSource(actor, {
      id: randomUUID(),
      packetId,
      bytes,
      fileName: file,
      slotKey: slot,
      name,
      authority,
      effectiveAt,
    });
    sources.set(slot, { versionId: must(added).versionId, bytes });
  }
  return sources;
}

async function makeClaims(actor: Actor, packetId: string): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { mark, section, assertion } of DEMO_CLAIMS) {
    const quote = plainText(DEMO_TEXT[section] ?? [], mark);
    const made = await makeClaim(actor, { id: randomUUID(), packetId, quote, assertion });
    ids.set(mark, must(made).claimId);
  }
  return ids;
}

async function traceClaims(
  actor: Actor,
  packetId: string,
  claims: ReadonlyMap<string, string>,
  sources: ReadonlyMap<string, Source>,
): Promise<void> {
  for (const claim of DEMO_CLAIMS) {
    const source = sources.get(claim.slot);
    if (!source) throw new Error(`no source in ${claim.slot}`);
    const locator =
      "lines" in claim
        ? { kind: "line-range", ...claim.lines }
        : inspectEvidence(source.bytes).facts.find((fact) => fact.key === claim.fact)?.locator;
    const traced = await traceClaim(actor, {
      id: randomUUID(),
      packetId,
      claimId: claims.get(claim.mark),
      sourceVersionId: source.versionId,
      locator,
    });
    must(traced);
  }
}

async function annex(cast: Cast, packetId: string): Promise<void> {
  const owner = cast["artifact-owner"];
  const made = await makeAnnex(owner, {
    id: randomUUID(),
    packetId,
    slotKey: "settlement-detail",
    title: DEMO_ANNEX.title,
  });
  const { annexId } = must(made);
  for (const cleared of [cast.author, cast["cleared-reviewer"]]) {
    must(await grantClearance(owner, { packetId, annexId, accountId: cleared.id }));
  }
  const document = await database().document.findUniqueOrThrow({ where: { annexId } });
  await writeText(cast.author, document.id, { annex: DEMO_ANNEX.paragraphs }, new Map());
}

async function draftPacket(cast: Cast, laneId: string): Promise<void> {
  const title = "Rules package 1.3.1 without its provenance bundle";
  const { packetId, documentId } = await newPacket(
    cast,
    "build-provenance-exception-recommendation",
    title,
    laneId,
  );
  const doc = await writeText(cast.author, documentId, DRAFT_TEXT, new Map());
  const quote = "the archive rebuilt from the tag was the same, byte for byte";
  const anchor = anchorOf(doc, "compensating-evidence", quote);
  const raised = await raiseObjection(cast.reviewer, {
    id: randomUUID(),
    packetId,
    class: "evidence",
    anchor: { kind: "span", sectionKey: "compensating-evidence", ...anchor },
    text: "Nothing attached here shows a rebuild. Which machine, and where is its log?",
  });
  must(raised);
}

try {
  await main();
} finally {
  await closeDocumentLog();
  await closeDatabase();
}
