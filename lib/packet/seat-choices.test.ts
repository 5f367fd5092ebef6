import { describe, expect, it } from "vitest";
import { ownKinds } from "../catalogue/catalogue.ts";
import { membershipOf, ownerTitles, seatChoices } from "./seat-choices.ts";
import { decideSeats, type MemberRole, seatHolds } from "./seats.ts";

describe("the memberships of a kind", () => {
  it("[PK26] offer every role of the kind that is no owner, and each choice holds exactly what it names", async () => {
    for (const { kind } of (await ownKinds()).kinds) {
      const choices = seatChoices(kind);
      expect(new Set(choices.map((choice) => choice.value)).size, kind.key).toBe(choices.length);
      const owners = ["artifact-owner", "release-owner"];
      for (const role of kind.roles) {
        const reachable = choices.some(({ value }) => seatHolds(kind, membershipOf(value), role.key));
        const owned = owners.some((seat) => seatHolds(kind, { role: seat }, role.key));
        expect(reachable || owned, `${kind.key} ${role.key}`).toBe(true);
      }
      for (const { value } of choices) {
        const { role, kindRole } = membershipOf(value);
        const seats = [
          { accountId: "a", role: "artifact-owner" as const },
          { accountId: "r", role: "release-owner" as const },
          { accountId: "m", role: role as MemberRole, kindRole },
        ];
        expect(decideSeats(kind, seats), `${kind.key} ${value}`).toMatchObject({ ok: true });
      }
    }
  });

  it("[PK26] name the owners in the kind's words", async () => {
    const kinds = (await ownKinds()).kinds.map((entry) => entry.kind);
    for (const kind of kinds.filter((one) => one.approval.releaseOwner)) {
      expect(ownerTitles(kind).release, kind.key).not.toBeNull();
    }
  });
});
