/**
 * The accounts of the demo, each with a host of its own (`<role>.localhost`), so that several can be signed in
 * at once in one browser: cookies and the WebAuthn RP ID follow the host.
 */
export const DEMO_ROLES = [
  "author",
  "artifact-owner",
  "reviewer",
  "cleared-reviewer",
  "release-owner",
  "recipient",
  "outsider",
  "auditor",
  "admin",
] as const;

export type DemoRole = (typeof DEMO_ROLES)[number];

/** The password of every demo account, printed beside the cards. Good in the demo only. */
export const DEMO_PASSWORD = "demo";
