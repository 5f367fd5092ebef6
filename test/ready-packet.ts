import { randomUUID } from "node:crypto";
import * as Y from "yjs";
import { passkeyEnrolledSubjects } from "../lib/approvals/leaf-subjects.ts";
import { approvalChallenge } from "../lib/approvals/webauthn.ts";
import type { Actor } from "../lib/auth/actor.ts";
import { readNumbers } from "../lib/db/bound-numbers.ts";
import { database, transaction } from "../lib/db/client.ts";
import { appendUpdates, findDocument, readAuthority } from "../lib/db/document-log.ts";
import { loadDocument } from "../lib/db/document-store.ts";
import { record } from "../lib/db/ledger-store.ts";
import { pinTrust } from "../lib/db/trust-store.ts";
import { fromBase64, toBase64Url } from "../lib/kernel/bytes.ts";
import type { Outcome } from "../lib/refusals/refusal.ts";
import { approveManifest, type SignOutcome } from "../lib/workflows/approve-manifest.ts";
import { type AskOutcome, askApproval } from "../lib/workflows/ask-approval.ts";
import { beginApproval } from "../lib/workflows/begin-approval.ts";
import { cutRevision } from "../lib/workflows/cut-revision.ts";
import { stateTokenFor } from "../lib/workflows/state-token.ts";
import { traceClaim } from "../lib/workflows/trace-claim.ts";
import { type SoftwareAuthenticator, softwareAuthenticator } from "./authenticator.ts";
import {
  addClaim,
  addTextSource,
  type FixtureOptions,
  must,
  type PacketFixture,
  packetFixture,
} from "./build-packet.ts";

/** Where the tests' passkeys sign. */
export const PARTY = { rpId: "localhost", origin: "http://localhost:3000" };

/** A packet whose gates stand, with the passkey of its release owner. */
export interface ReadyPacket extends PacketFixture {
  readonly ownerKey: SoftwareAuthenticator;
  readonly sourceId: string;
  readonly claimId: string;
}

/** Enrols a passkey for somebody, with its leaf. */
export async function enrolPasskey(actor: Actor): Promise<SoftwareAuthenticator> {
  const key = softwareAuthenticator(PARTY);
  await transaction(async (tx) => {
    const { index } = await record(tx, {
      type: "passkey changed",
      actor,
      subjects: passkeyEnrolledSubjects({ credentialId: key.credentialId, publicKey: key.cosePublicKey }),
    });
    await tx.passkey.create({
      data: {
        accountId: actor.id,
        credentialId: key.credentialId,
        publicKey: key.cosePublicKey,
        counter: 0n,
        transports: [],
        label: "software",
        rpId: PARTY.rpId,
        enrolmentIndex: index,
      },
    });
  });
  return key;
}

/**
 * Appends a paragraph to a section of a document by the same statement that the collab server uses. `judged` is the
 * authority that the writer was judged by, read now unless given.
 */
export async function writeParagraph(
  documentId: string,
  actor: Actor,
  at: { readonly section: number; readonly text: string; readonly judged?: string | null },
): Promise<"appended" | "moved" | "changed" | "gone"> {
  const document = await findDocument(documentId);
  const authority = at.judged ?? (await readAuthority(documentId, actor.id));
  if (!document || authority === null) return "gone";
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await transaction((tx) => loadDocument(tx, documentId)));
  const { headSeq } = await database().document.findUniqueOrThrow({ where: { id: documentId } });
  const before = Y.encodeStateVector(doc);
  const section = doc.getXmlFragment("body").get(at.section) as Y.XmlElement;
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.setAttribute("id", randomUUID());
  paragraph.insert(0, [new Y.XmlText(at.text)]);
  section.push([paragraph]);
  const update = Y.encodeStateAsUpdate(doc, before);
  const judged = [{ accountId: actor.id, authority }];
  const done = await appendUpdates(document, headSeq, judged, [{ accountId: actor.id, bytes: update }]);
  return done.outcome;
}

/** A packet with text in every section, its evidence, one traced claim, and the owner's passkey. */
export async function readyPacket(options: FixtureOptions = {}): Promise<ReadyPacket> {
  const fixture = await packetFixture(options);
  const { cast, packetId } = fixture;
  await transaction((tx) => pinTrust(tx, [PARTY]));
  for (let section = 0; section < 5; section++) {
    await writeParagraph(fixture.documentId, cast.author, { section, text: `What section ${section} says.` });
  }
  const effectiveAt = new Date().toISOString();
  const rehearsal = await addTextSource(fixture, "12 steps, 0 failures\n", {
    slotKey: "rehearsal-evidence",
    effectiveAt,
  });
  await addTextSource(fixture, "412 tests, 0 failures\n", {
    slotKey: "test-evidence",
    effectiveAt,
    name: "CI results",
  });
  const claimId = await addClaim(fixture, "12 steps without a failure");
  must(
    await traceClaim(cast.author, {
      id: randomUUID(),
      packetId,
      claimId,
      sourceVersionId: rehearsal.versionId,
      locator: { kind: "line-range", start: 1, end: 1 },
    }),
  );
  const ownerKey = await enrolPasskey(cast["release-owner"]);
  return { ...fixture, ownerKey, sourceId: rehearsal.sourceId, claimId };
}

/** Cuts and asks. */
export async function askFor(packet: PacketFixture): Promise<AskOutcome> {
  const owner = packet.cast["artifact-owner"];
  must(await cutRevision(owner, { packetId: packet.packetId }));
  return must(await askApproval(owner, { packetId: packet.packetId }));
}

/** A signature that was prepared and made, ready to be sent. */
export interface MadeSignature {
  readonly manifestId: string;
  readonly challengeId: string;
  readonly stateToken: string;
  readonly assertion: unknown;
}

/** Prepares and makes a signature as the sheet would: token of now, statement, assertion over its challenge. */
export async function makeSignature(
  actor: Actor,
  key: SoftwareAuthenticator,
  manifest: { readonly manifestId: string; readonly packetId: string },
): Promise<MadeSignature> {
  const numbers = await transaction((tx) => readNumbers(tx, manifest.packetId));
  const stateToken = stateTokenFor({ id: manifest.manifestId, packetId: manifest.packetId }, actor, numbers);
  const prepared = must(
    await beginApproval(actor, {
      manifestId: manifest.manifestId,
      verb: "approve",
      method: "passkey",
      reason: null,
      stateToken,
      rpId: PARTY.rpId,
    }),
  );
  const bytes = fromBase64(prepared.approval) ?? new Uint8Array();
  const assertion = key.assert(toBase64Url(approvalChallenge(bytes)));
  return { manifestId: manifest.manifestId, challengeId: prepared.challengeId, stateToken, assertion };
}

/** Prepares, signs and sends the release owner's approval. */
export async function approveAsOwner(packet: ReadyPacket, manifestId: string): Promise<Outcome<SignOutcome>> {
  const owner = packet.cast["release-owner"];
  const made = await makeSignature(owner, packet.ownerKey, { manifestId, packetId: packet.packetId });
  return approveManifest(owner, made);
}
