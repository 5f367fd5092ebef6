/** A passkey as its owner sees it. */
export interface OwnPasskey {
  readonly id: string;
  readonly label: string;
  readonly rpId: string;
  readonly here: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly enrolmentIndex: string;
}

/** What the list needs to know of its owner. */
export interface PasskeyOwner {
  readonly rpId: string;
  readonly hasPassword: boolean;
  readonly demoPassword: string | null;
  readonly passkeys: readonly OwnPasskey[];
}
