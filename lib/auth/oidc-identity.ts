import type { Outcome } from "../refusals/refusal.ts";

/** What a verified ID token says. `subject` is unique at its issuer and never reused; the rest is decoration. */
export interface OidcIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly name: string | null;
}

/** The workflow that lets an identity in, making its account at the first time. */
export type SignInByIdentity = (identity: OidcIdentity) => Promise<Outcome<unknown>>;
