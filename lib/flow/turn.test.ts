import { describe, expect, it } from "vitest";
import { ownKinds } from "../catalogue/catalogue.ts";
import { answererOf, isSigned } from "./answer.ts";
import { allNodes } from "./flow.ts";
import { flowTurn, flowWaits } from "./turn.ts";

const nobody = { roles: new Set<string>(), kindRoles: new Set<string>(), lent: [] };

describe("whose turn a flow is", () => {
  it("[FL25] a person's gate waits for its role, a re-entry hold for its owner, and nothing for whoever holds no role", async () => {
    for (const { kind } of (await ownKinds()).kinds) {
      const everyRole = {
        roles: new Set(["artifact-owner", "release-owner", "author", "reviewer"]),
        kindRoles: new Set(kind.roles.map((role) => role.key)),
        lent: [],
      };
      for (const node of allNodes(kind)) {
        expect(flowTurn(kind, node.ref, nobody), `${kind.key} ${node.ref}`).toBeNull();
        const mine = flowTurn(kind, node.ref, everyRole);
        expect(mine === null || flowWaits(kind, node.ref, everyRole) === null).toBe(true);
        expect(flowWaits(kind, node.ref, nobody) !== null, node.ref).toBe(mine?.turn ?? false);
        if (node.sort === "gate" && answererOf(node.is).by !== "system") {
          expect(mine?.turn ?? null).toBe(isSigned(kind, node.is) ? null : true);
        }
        if (node.sort === "sink") expect(mine !== null).toBe(node.is.sort === "re-entry");
        if (node.sort === "outcome" || node.sort === "step") expect(mine).toBeNull();
      }
    }
  });
});
