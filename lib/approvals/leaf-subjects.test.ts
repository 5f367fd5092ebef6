import { expect, it } from "vitest";
import { softwareAuthenticator } from "../../test/authenticator.ts";
import { digestOf } from "../kernel/digest.ts";
import {
  approvedSubjects,
  passkeyEnrolledSubjects,
  passkeyRemovedSubjects,
  releasedSubjects,
} from "./leaf-subjects.ts";

const passkey = softwareAuthenticator({ rpId: "localhost", origin: "http://localhost:3000" });
const names = { revision: "1".repeat(64), manifest: "2".repeat(64), approval: "3".repeat(64) };

it("[AP6] an enrolment names credential and key, and cannot be taken for a removal", () => {
  const key = { credentialId: passkey.credentialId, publicKey: passkey.cosePublicKey };
  expect(passkeyEnrolledSubjects(key)).toEqual({
    enrolledCredential: digestOf(key.credentialId),
    enrolledKey: digestOf(key.publicKey),
  });
  expect(Object.keys(passkeyRemovedSubjects(key))).toEqual(["removedCredential", "removedKey"]);
});

it("[AP7] an approval's entry binds its assertion, so that no second one can take its place", () => {
  const [one, two] = [passkey.assertBytes(new Uint8Array(32)), passkey.assertBytes(new Uint8Array(32))];
  expect(approvedSubjects({ ...names, assertion: null })).toEqual(names);
  const bound = approvedSubjects({ ...names, assertion: one });
  expect(bound.assertion).toMatch(/^[0-9a-f]{64}$/);
  expect(approvedSubjects({ ...names, assertion: two }).assertion).not.toBe(bound.assertion);
});

it("[AP8] a release's entry names its approvals, in any order", () => {
  const released = (approvals: string[]) => releasedSubjects({ ...names, approvals });
  expect(released(["a", "b"])).toEqual(released(["b", "a"]));
  expect(released(["a"])).not.toEqual(released(["a", "b"]));
  expect(Object.keys(released(["a"]))).toEqual(["revision", "manifest", "approvals"]);
});
