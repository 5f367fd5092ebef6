import { expect, test } from "@playwright/test";
import pg from "pg";
import { startAppServer } from "./fixtures/app-server.mjs";
import { originOf, seat } from "./fixtures/seat.ts";

test("two roles are signed in at once, each in a window of its own", async ({ browser }) => {
  const author = await seat(browser, "author");
  const reviewer = await seat(browser, "reviewer");
  await expect(author.page).toHaveURL(`${originOf("author")}/`);
  await expect(reviewer.page).toHaveURL(`${originOf("reviewer")}/`);
  await author.page.reload();
  await expect(author.page).not.toHaveURL(/sign-in/);
});

test("[OP9] the workspace does not answer under another name, but says that it is well", async () => {
  const base = `http://127.0.0.1:${process.env.E2E_PORT}`;
  expect((await fetch(base)).status).toBe(421);
  const health = await fetch(`${base}/api/health`);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({ status: "ok", checks: { database: "ok", guards: "ok" } });
});

test("[OP10] a server that is told to stop ends cleanly and serves again on the same data", async () => {
  const server = await startAppServer({ seed: false });
  try {
    expect(await server.kill("SIGTERM")).toBe(0);
    await server.start();
    const health = await fetch(`http://127.0.0.1:${server.port}/api/health`);
    expect(health.status).toBe(200);
  } finally {
    await server.stop();
  }
});

test("[OP6] a server whose database lost one guard does not serve", async () => {
  const server = await startAppServer({ seed: false });
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  try {
    await server.kill("SIGTERM");
    await owner.connect();
    await owner.query("DROP TRIGGER insert_only ON approvals");
    await expect(server.start()).rejects.toThrow(/does not serve/);
  } finally {
    await owner.end();
    await server.stop();
  }
});
