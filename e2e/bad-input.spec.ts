import { expect, test } from "@playwright/test";
import { isRefusalCode, REFUSALS, type RefusalCode } from "../lib/refusals/refusal.ts";
import { queryOwner } from "./fixtures/doors.ts";
import { type Answer, type Knock, knockAs } from "./fixtures/knock.ts";
import { type Seat, seat } from "./fixtures/seat.ts";

const OWNER = () => process.env.E2E_OWNER_DATABASE ?? "";
const IDS = `SELECT p.id AS packet, p.slug, d.id AS document, s.id AS source, v.id AS version
  FROM packets p JOIN documents d ON d."packetId" = p.id AND d."annexId" IS NULL
  JOIN sources s ON s."packetId" = p.id JOIN source_versions v ON v."sourceId" = s.id
  WHERE p.title LIKE 'Settlement%' ORDER BY s.number LIMIT 1`;
const OTHER = `SELECT id AS packet FROM packets WHERE title LIKE 'Rules package%'`;
/** What a refused request must leave as it was, of the packets that it names. Other journeys write elsewhere. */
const COUNTS = `SELECT (SELECT count(*) FROM ledger_leaves WHERE "packetId" = ANY($1::uuid[])) AS leaves,
  (SELECT sum("stateNumber") FROM packets WHERE id = ANY($1::uuid[])) AS state,
  (SELECT count(*) FROM sources WHERE "packetId" = ANY($1::uuid[])) AS sources,
  (SELECT count(*) FROM blobs WHERE "packetId" = ANY($1::uuid[])) AS blobs`;

interface Ids {
  readonly packet: string;
  readonly slug: string;
  readonly document: string;
  readonly source: string;
  readonly version: string;
}

let author: Seat;
let ids: Ids;
let otherPacket: string;

test.beforeAll(async ({ browser }) => {
  author = await seat(browser, "author");
  const [found] = await queryOwner<Ids>(OWNER(), IDS);
  const [other] = await queryOwner<{ packet: string }>(OWNER(), OTHER);
  if (!found || !other) throw new Error("The demo is not there.");
  ids = found;
  otherPacket = other.packet;
});

/** A refusal has its status and sentence from the one table, and leaves nothing behind. */
async function refused(code: RefusalCode, path: string, ask: Knock): Promise<Answer> {
  const before = await queryOwner(OWNER(), COUNTS, [[ids.packet, otherPacket]]);
  const answer = await knockAs(author, path, ask);
  const said = JSON.parse(answer.body.toString("utf8")) as { code: string; title: string; status: number };
  expect(isRefusalCode(said.code)).toBe(true);
  expect([said.code, said.status, answer.status]).toEqual([
    code,
    REFUSALS[code].status,
    REFUSALS[code].status,
  ]);
  expect(said.title).toBe(REFUSALS[code].message);
  expect(answer.headers["content-type"]).toBe("application/problem+json");
  expect(await queryOwner(OWNER(), COUNTS, [[ids.packet, otherPacket]])).toEqual(before);
  return answer;
}

const JSON_BODIES: readonly (readonly [what: string, body: string | Buffer, code: RefusalCode])[] = [
  ["nothing", "", "bad-json"],
  ["malformed JSON", "{", "bad-json"],
  ["text after the JSON", "{} {}", "bad-json"],
  ["a duplicate key", '{"a":1,"a":1}', "bad-json"],
  ["a lone surrogate", '{"a":"\\ud800"}', "bad-json"],
  ["NUL", '{"a":"\\u0000"}', "bad-json"],
  ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0x22]), "bad-json"],
  ["an unknown field", '{"role":"admin"}', "invalid-input"],
  ["a prototype's name", '{"__proto__":{"role":"admin"}}', "invalid-input"],
  ["another type", "[]", "invalid-input"],
  ["10 MB of text", JSON.stringify({ text: "a".repeat(10_000_000) }), "too-large"],
  ["10,000 brackets", "[".repeat(10_000), "bad-json"],
];

for (const [what, body, code] of JSON_BODIES) {
  test(`[AU40] ${what} is refused as ${code}`, async () => {
    const headers = { "content-type": "application/json" };
    await refused(code, `/api/v1/documents/${ids.document}/session`, { method: "POST", headers, body });
  });
}

const HEADERS: readonly (readonly [what: string, headers: Record<string, string>, code: RefusalCode])[] = [
  ["no content type", { "content-type": "" }, "unsupported-media"],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }, "unsupported-media"],
  ["a foreign Origin", { origin: "https://evil.example" }, "bad-origin"],
  ["the Origin of another role", { origin: "http://admin.localhost" }, "bad-origin"],
  ["the Origin null", { origin: "null" }, "bad-origin"],
  ["no session", { cookie: "" }, "signed-out"],
  ["a session that is none", { cookie: "next-auth.session-token=eyJhbGciOiJub25lIn0.e30." }, "signed-out"],
];

for (const [what, headers, code] of HEADERS) {
  test(`[AU41] A request with ${what} is refused as ${code}`, async () => {
    const path = `/api/v1/documents/${ids.document}/session`;
    const given = { "content-type": "application/json", ...headers };
    await refused(code, path, { method: "POST", headers: given, body: "{}" });
  });
}

test("[AU42] An id in another spelling, of another packet or of nothing names nothing", async () => {
  const get = (path: string) => refused("not-found", path, {});
  const wrong = [
    ids.packet.toUpperCase(),
    `{${ids.packet}}`,
    ids.packet.replaceAll("-", ""),
    "%00",
    "..%2f",
    "1",
  ];
  for (const id of wrong) {
    await get(`/api/v1/packets/${id}/sources/${ids.version}`);
    await get(`/api/v1/packets/${ids.packet}/sources/${id}`);
    await get(`/api/v1/manifests/${id}`);
    await get(`/api/v1/releases/${id}/bundle`);
  }
  await get(`/api/v1/packets/${otherPacket}/sources/${ids.version}`);
  for (const number of ["0", "-1", "1.0", "01x", "9999999999", "99"])
    await get(`/api/v1/packets/${ids.packet}/revisions/${number}`);
});

interface Part {
  readonly name: string;
  readonly value: string;
  readonly fileName?: string;
}

function multipart(parts: readonly Part[]): Knock {
  const boundary = "boundary7f3a";
  const body = parts.map(({ name, value, fileName }) => {
    const file = fileName === undefined ? "" : `; filename="${fileName}"`;
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  });
  return {
    method: "POST",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: `${body.join("")}--${boundary}--\r\n`,
  };
}

const FILE = { name: "file", value: "# A note\n", fileName: "note.md" };

test("[EV42] An upload that is not whole, says something unknown or names another's thing adds nothing", async () => {
  const path = `/api/v1/packets/${ids.packet}/sources`;
  const fresh = () => ({ name: "requestId", value: crypto.randomUUID() });
  const send = (code: RefusalCode, ...parts: readonly Part[]) => refused(code, path, multipart(parts));
  await send("invalid-input", fresh());
  await send("invalid-input", FILE, FILE);
  await send("invalid-input", { ...FILE, value: "" }, fresh());
  await send("invalid-input", FILE, fresh(), { name: "role", value: "admin" });
  await send("invalid-input", FILE, { name: "requestId", value: crypto.randomUUID().toUpperCase() });
  await send("invalid-input", FILE, fresh(), { name: "slotKey", value: "no-such-slot" });
  await send("invalid-input", FILE, fresh(), { name: "effectiveAt", value: "yesterday" });
  await send("invalid-input", FILE, fresh(), { name: "name", value: "a\u0000b" });
  await send("invalid-input", FILE, fresh(), { name: "declaredDigest", value: "0".repeat(64) });
  await send("not-found", FILE, fresh(), { name: "annexId", value: crypto.randomUUID() });
  await send("not-found", FILE, fresh(), { name: "sourceId", value: crypto.randomUUID() });
  await send("too-large", { ...FILE, value: "a".repeat(21 * 1024 * 1024) }, fresh());
  await refused("invalid-input", path, { ...multipart([FILE, fresh()]), body: "--boundary7f3a\r\ncut" });
  await refused("bad-origin", path, {
    ...multipart([FILE, fresh()]),
    headers: { "content-type": "multipart/form-data; boundary=boundary7f3a", origin: "https://evil.example" },
  });
  await refused("not-found", `/api/v1/packets/${crypto.randomUUID()}/sources`, multipart([FILE, fresh()]));
});

test("[EV31] An upload that is sent twice is taken once", async () => {
  const path = `/api/v1/packets/${otherPacket}/sources`;
  const form = multipart([FILE, { name: "requestId", value: crypto.randomUUID() }]);
  const answers = await Promise.all([knockAs(author, path, form), knockAs(author, path, form)]);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
  expect(answers[0]?.body.toString()).toBe(answers[1]?.body.toString());
  const sql = `SELECT count(*)::int AS sources FROM sources WHERE "packetId" = $1`;
  expect(await queryOwner(OWNER(), sql, [otherPacket])).toEqual([{ sources: 1 }]);
});

test("[AU43] A method that a route does not have is refused", async () => {
  for (const method of ["PUT", "DELETE", "PATCH"]) {
    const answer = await knockAs(author, `/api/v1/packets/${ids.packet}/gate`, { method });
    expect(answer.status).toBe(405);
  }
});
