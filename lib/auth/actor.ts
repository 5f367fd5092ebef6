/** Workspace roles beyond plain membership: what an account may do outside any packet. */
export const WORKSPACE_ROLES = ["auditor", "admin"] as const;
export type WorkspaceRole = (typeof WORKSPACE_ROLES)[number];

/** Which of the doors the actor came through. */
export type Door = "web" | "api" | "collab";

/**
 * Who acts. Made only by `lib/auth/session.ts` from a session that the database confirms, never from anything
 * that the client says about itself. `sessionVersion` is compared again in the transaction that acts.
 */
export interface Actor {
  readonly kind: "person";
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly workspaceRoles: readonly WorkspaceRole[];
  readonly sessionVersion: number;
  readonly through: Door;
}
