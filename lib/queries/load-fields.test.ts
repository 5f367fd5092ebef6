import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { addAnnex, addTextSource, must, type PacketFixture, packetFixture } from "../../test/build-packet.ts";
import { testDatabase } from "../../test/database.ts";
import { offerFieldedKind } from "../../test/fielded-kind.ts";
import { utf8 } from "../kernel/bytes.ts";
import { cutRevision } from "../workflows/cut-revision.ts";
import { fillFieldsFromEvidence } from "../workflows/fields/fill-fields.ts";
import { withholdField } from "../workflows/fields/settle-field.ts";
import { loadFields } from "./load-fields.ts";

let fixture: PacketFixture;

beforeAll(async () => {
  await testDatabase();
  fixture = await packetFixture({ kindKey: await offerFieldedKind() });
});

async function view(actor = fixture.cast.author) {
  return must(await loadFields(actor, fixture.slug));
}

async function cut(): Promise<void> {
  const { cast, packetId } = fixture;
  must(await cutRevision(cast["artifact-owner"], { packetId }));
}

describe("the staging record", () => {
  it("[FD19] shows each value with its place, and says of each revision what it withheld", async () => {
    const { cast, packetId } = fixture;
    await addAnnex(fixture, "A secret title");
    const bytes = utf8(JSON.stringify({ candidate: "rc-7", environment: "mars" }));
    const { sourceId } = await addTextSource(fixture, bytes, { slotKey: "test-evidence" });
    must(await fillFieldsFromEvidence(cast.author, { packetId, requestId: randomUUID() }));
    await cut();
    const before = await view();
    const candidate = before.fields.find((field) => field.key === "candidate");
    expect(candidate).toMatchObject({ value: "rc-7", at: { sourceId, place: "/candidate", newest: true } });
    expect(before.fields.find((field) => field.key === "route")?.annex).toMatchObject({ number: 1 });
    expect(before.exceptions).toMatchObject([{ fieldKey: "environment", state: "carried" }]);
    expect(before).toMatchObject({ maySettle: true, intake: null, otherwise: null });
    if (!candidate) return;
    const at = { packetId, rowId: candidate.rowId, version: candidate.rowVersion };
    must(await withholdField(cast.author, { ...at, reason: "Narrowed." }));
    await cut();
    const { withheld } = await view();
    expect(withheld).toMatchObject([
      { revision: 2, narrowed: ["Release candidate"], fields: [{ key: "candidate" }, { key: "route" }] },
      { revision: 1, narrowed: [], fields: [{ key: "route" }], annexes: [{ number: 1 }] },
    ]);
  });

  it("[FD19] lets a reviewer read and not settle, shows nothing of an annex, and is not there for a stranger", async () => {
    const seen = await view(fixture.cast.reviewer);
    expect(seen.maySettle).toBe(false);
    expect(JSON.stringify(seen)).not.toContain("A secret title");
    expect(await loadFields(fixture.cast.outsider, fixture.slug)).toMatchObject({
      error: { code: "not-found" },
    });
  });
});
