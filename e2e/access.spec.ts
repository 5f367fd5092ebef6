import { type Browser, expect, test } from "@playwright/test";
import type { DemoRole } from "../lib/settings/demo-roles.ts";
import { type AppServer, startAppServer } from "./fixtures/app-server.mjs";
import { type DemoIds, demoIds, routesOfApp } from "./fixtures/doors.ts";
import { type Answer, cookiesOf, knock } from "./fixtures/knock.ts";
import { type Seat, seat } from "./fixtures/seat.ts";
import { openSheet } from "./pages/approval-page.ts";

type Sort = "public" | "own" | "packet" | "release" | "workspace";

/**
 * One row a page and route, so that a new one without a row fails. `packet`: for its members. `release`: for its lane
 * and members. `workspace`: for whoever holds the role named. `own`: everybody signed in reads their own.
 * The authority of each is the policy table's (test/doors.test.ts); this looks at what comes over the wire, where
 * proxy.ts, which decides nothing, is only a set of headers.
 */
const ROWS: Readonly<Record<string, { readonly sort: Sort; readonly path?: string; readonly post?: true }>> =
  {
    "/": { sort: "own" },
    "/sign-in": { sort: "public" },
    "/sign-out": { sort: "public" },
    "/setup": { sort: "public" },
    "/api/auth/[...nextauth]": { sort: "public", path: "/api/auth/csrf" },
    "/api/health": { sort: "public" },
    "/api/v1/trust.json": { sort: "public" },
    "/profile": { sort: "own" },
    "/packets": { sort: "own" },
    "/packets/new": { sort: "own" },
    "/packets/new/[kind]": { sort: "own", path: "/packets/new/payments-tokenization-exception" },
    "/kinds": { sort: "own" },
    "/kinds/[key]": { sort: "own", path: "/kinds/payments-tokenization-exception" },
    "/lanes": { sort: "own" },
    "/lanes/[key]": { sort: "workspace", path: "/lanes/architecture-review" },
    "/lanes/new": { sort: "workspace" },
    "/ledger": { sort: "own" },
    "/ledger/[index]": { sort: "workspace", path: "/ledger/40" },
    "/admin/accounts": { sort: "workspace" },
    "/packets/[slug]": { sort: "packet", path: "/packets/{slug}" },
    "/packets/[slug]/annexes": { sort: "packet", path: "/packets/{slug}/annexes" },
    "/packets/[slug]/annexes/[n]": { sort: "packet", path: "/packets/{slug}/annexes/A1" },
    "/packets/[slug]/approval": { sort: "packet", path: "/packets/{slug}/approve" },
    "/packets/[slug]/approve": { sort: "packet", path: "/packets/{slug}/approve" },
    "/packets/[slug]/fields": { sort: "packet", path: "/packets/{slug}/fields" },
    "/packets/[slug]/flow": { sort: "packet", path: "/packets/{slug}/flow" },
    "/packets/[slug]/objections": { sort: "packet", path: "/packets/{slug}/objections" },
    "/packets/[slug]/people": { sort: "packet", path: "/packets/{slug}/people" },
    "/packets/[slug]/readiness": { sort: "packet", path: "/packets/{slug}/readiness" },
    "/packets/[slug]/registers": { sort: "packet", path: "/packets/{slug}/registers" },
    "/packets/[slug]/registers/[register]": {
      sort: "packet",
      path: "/packets/{slug}/registers/open-questions",
    },
    "/packets/[slug]/revisions": { sort: "packet", path: "/packets/{slug}/revisions" },
    "/packets/[slug]/revisions/[n]": { sort: "packet", path: "/packets/{slug}/revisions/1" },
    "/packets/[slug]/revisions/compare": {
      sort: "packet",
      path: "/packets/{slug}/revisions/compare?from=1&to=1",
    },
    "/packets/[slug]/sources": { sort: "packet", path: "/packets/{slug}/sources" },
    "/packets/[slug]/sources/[id]": { sort: "packet", path: "/packets/{slug}/sources/{source}" },
    "/releases/[id]": { sort: "release", path: "/releases/{release}" },
    "/releases/[id]/verify": { sort: "release", path: "/releases/{release}/verify" },
    "/api/v1/documents/[id]/session": {
      sort: "packet",
      path: "/api/v1/documents/{document}/session",
      post: true,
    },
    "/api/v1/manifests/[id]": { sort: "packet", path: "/api/v1/manifests/{manifest}" },
    "/api/v1/manifests/[id]/state": { sort: "packet", path: "/api/v1/manifests/{manifest}/state" },
    "/api/v1/packets/[id]/gate": { sort: "packet", path: "/api/v1/packets/{packet}/gate" },
    "/api/v1/packets/[id]/revisions/[number]": {
      sort: "packet",
      path: "/api/v1/packets/{packet}/revisions/1",
    },
    "/api/v1/packets/[id]/sources": { sort: "packet", path: "/api/v1/packets/{packet}/sources", post: true },
    "/api/v1/packets/[id]/sources/[versionId]": {
      sort: "packet",
      path: "/api/v1/packets/{packet}/sources/{version}",
    },
    "/api/v1/releases/[id]/bundle": { sort: "release", path: "/api/v1/releases/{release}/bundle" },
  };

const GUESSED: DemoIds = {
  slug: "settlement-path-cutover-00000000",
  packet: "00000000-0000-4000-8000-000000000001",
  document: "00000000-0000-4000-8000-000000000002",
  annexDocument: "00000000-0000-4000-8000-000000000003",
  source: "00000000-0000-4000-8000-000000000004",
  version: "00000000-0000-4000-8000-000000000005",
  manifest: "00000000-0000-4000-8000-000000000006",
  release: "00000000-0000-4000-8000-000000000007",
};

let server: AppServer;
let ids: DemoIds;
const seats = new Map<DemoRole, Seat>();

async function releaseTheDemo(browser: Browser): Promise<void> {
  const owner = await seat(browser, "release-owner", server.port);
  await owner.page.getByRole("list", { name: "Your turn" }).getByRole("link").first().click();
  await expect(owner.page).toHaveURL(/\/approve$/);
  const sheet = await openSheet(owner.page, new URL(owner.page.url()).pathname.split("/")[2] ?? "", 1);
  await sheet.tickResiduals();
  await owner.page.getByRole("button", { name: "Use the password instead" }).click();
  await owner.page.getByLabel("Your password, in place of a passkey").fill("demo");
  await sheet.release();
  await owner.context.close();
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  server = await startAppServer();
  await releaseTheDemo(browser);
  ids = await demoIds(server.ownerUrl);
  for (const role of ["outsider", "reviewer", "author", "recipient"] as const)
    seats.set(role, await seat(browser, role, server.port));
});
test.afterAll(async () => server?.stop());

function fill(path: string, from: DemoIds): string {
  return path.replace(/\{(\w+)\}/g, (_, name: keyof DemoIds) => from[name]);
}

async function ask(role: DemoRole | null, route: string, from: DemoIds): Promise<Answer> {
  const row = ROWS[route];
  const path = fill(row?.path ?? route, from);
  const as = role ? seats.get(role) : null;
  const host = as ? new URL(as.origin).hostname : "localhost";
  const origin = `http://${host}:${server.port}`;
  const body = row?.post ? { method: "POST", body: "{}" } : {};
  const cookie: Record<string, string> = as ? { cookie: await cookiesOf(as) } : {};
  const headers = { origin, "content-type": "application/json", ...cookie };
  return knock(path, { ...body, host, port: server.port, headers });
}

/** An answer without what differs from one time to the next, and with every id as the same word. */
function normalised({ status, headers, body }: Answer, from: DemoIds): unknown {
  let text = body.toString("utf8");
  for (const value of Object.values(from)) text = text.replaceAll(value, "ID");
  text = text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, "UUID");
  const type = headers["content-type"];
  // Parts that are ready at once leave in the order of the scheduler, a busy machine's whim: the parts are compared.
  const parts = text.split(/\\n|self\.__next_f\.push\(\[1,"|"\]\)<\/script>/).sort();
  return { status, type, length: text.length, parts };
}

test("[AU30] Every page and route has a row here", () => {
  expect(Object.keys(ROWS).sort()).toEqual(routesOfApp());
});

for (const [route, { sort }] of Object.entries(ROWS)) {
  if (sort === "public") continue;
  test(`[AU31] ${route} sends whoever is not signed in to do so, and says nothing else`, async () => {
    const there = await ask(null, route, ids);
    const missing = await ask(null, route, GUESSED);
    expect(there.status).toBe(route.startsWith("/api/") ? 401 : 307);
    if (there.status === 307) expect(there.headers.location).toMatch(/^\/sign-in\?next=/);
    expect(normalised(there, ids)).toEqual(normalised(missing, GUESSED));
  });
}

for (const [route, { sort }] of Object.entries(ROWS)) {
  if (sort !== "packet" && sort !== "release") continue;
  test(`[AU32] ${route} is a missing page to the outsider, and there for who belongs`, async () => {
    const there = await ask("outsider", route, ids);
    const missing = await ask("outsider", route, GUESSED);
    // A POST of nothing is refused for its form before anything is looked up; either way both are the same.
    expect(there.status).toBe(route.endsWith("/sources") && ROWS[route]?.post ? 415 : 404);
    expect(normalised(there, ids)).toEqual(normalised(missing, GUESSED));
    const member = await ask(sort === "release" ? "recipient" : "author", route, ids);
    expect(member.status).toBe(route.endsWith("/sources") && ROWS[route]?.post ? 415 : 200);
  });
}

test("[AU33] An annex's document is a missing document to a reviewer who is not cleared", async () => {
  const route = "/api/v1/documents/[id]/session";
  const annex = { ...ids, document: ids.annexDocument };
  const there = await ask("reviewer", route, annex);
  const missing = await ask("reviewer", route, GUESSED);
  expect(there.status).toBe(404);
  expect(normalised(there, annex)).toEqual(normalised(missing, GUESSED));
  expect((await ask("reviewer", route, ids)).status).toBe(200);
  expect((await ask("author", route, annex)).status).toBe(200);
});
