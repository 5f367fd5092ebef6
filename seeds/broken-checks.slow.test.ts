import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDocumentLog } from "../lib/db/document-log.ts";
import { testDatabase } from "../test/database.ts";
import { breakCheck, isDecidedBy, plannedSystems } from "./run.ts";
import { walk } from "./walk.ts";
import { makeWorld, type World } from "./world.ts";

const paths = (await plannedSystems()).flatMap((one) => one.paths);
const deciding = [
  ...new Set(
    paths.flatMap((path) => [...path.choices.values()].flatMap((choices) => choices[0]?.check ?? [])),
  ),
].sort();

let world: World;

beforeAll(async () => {
  await testDatabase();
  world = await makeWorld();
});

afterAll(closeDocumentLog);

describe("a check that always passes", () => {
  it("would be one of many that decide", () => {
    expect(deciding.length).toBeGreaterThan(40);
  });

  it.each(deciding)("is noticed where it is %s", async (check) => {
    const path = paths.find((one) => isDecidedBy(one, check));
    if (!path) throw new RangeError(`no path that ${check} decides`);
    const mend = breakCheck(check);
    try {
      const { fault } = await walk(world, path);
      expect(fault, `${path.kind.key}, path ${path.path.n}`).not.toBeNull();
      expect(fault).toContain(check);
    } finally {
      mend();
    }
  });
});
