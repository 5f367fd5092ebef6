import { createHash, randomUUID } from "node:crypto";
import type { OidcIdentity } from "../../auth/oidc-identity.ts";
import { accountByEmail, accountByIdentity } from "../../db/account-store.ts";
import { database, type Tx } from "../../db/client.ts";
import { record } from "../../db/ledger-store.ts";
import { ok } from "../../kernel/result.ts";
import { type Outcome, refuse } from "../../refusals/refusal.ts";
import { once } from "../on-packet.ts";
import { emailSchema, nameSchema } from "./account.schema.ts";
import type { SignedIn } from "./sign-in.ts";

/**
 * Signs in whoever the issuer says it is. An identity is issuer and subject: it is never joined to an account that
 * happens to have the same address, because an issuer may let people choose theirs. The first sign-in makes an
 * account and records it.
 */
export async function signInByIdentity(identity: OidcIdentity): Promise<Outcome<SignedIn>> {
  const known = await knownIdentity(identity);
  if (known) return known;
  const made = await once((tx) => makeAccount(tx, identity));
  // Two first sign-ins at once: the other one made it.
  if (!made.ok && made.error.code === "duplicate") return (await knownIdentity(identity)) ?? made;
  return made;
}

async function knownIdentity({ issuer, subject }: OidcIdentity): Promise<Outcome<SignedIn> | null> {
  const account = await accountByIdentity(database(), issuer, subject);
  if (account === null) return null;
  if (account.status !== "active") return refuse("wrong-credentials");
  return ok({ id: account.id, sessionVersion: account.sessionVersion });
}

async function makeAccount(tx: Tx, identity: OidcIdentity): Promise<Outcome<SignedIn>> {
  const email = emailOf(identity);
  if (await accountByEmail(tx, email)) {
    return refuse("email-taken", "It is not joined to it by address. Ask an administrator.");
  }
  const name = nameSchema.safeParse(identity.name ?? email);
  const id = randomUUID();
  const { issuer, subject } = identity;
  const account = await tx.account.create({
    data: {
      id,
      email,
      name: name.success ? name.data : email,
      identities: { create: { issuer, subject } },
    },
  });
  await record(tx, {
    type: "account changed",
    actor: { id, through: "web" },
    text: { account: id, change: "made at first sign-in", issuer },
  });
  return ok({ id, sessionVersion: account.sessionVersion });
}

/** The address given, or one that nobody can write to where none was. */
function emailOf({ email, issuer, subject }: OidcIdentity): string {
  const given = emailSchema.safeParse(email);
  if (given.success) return given.data;
  const mark = createHash("sha256").update(`${issuer}\n${subject}`).digest("hex").slice(0, 24);
  return `${mark}@no-address.invalid`;
}
