import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { forgetSettings } from "@/lib/settings/settings";
import { readJson } from "./read-json";

const schema = z.strictObject({ text: z.string(), many: z.array(z.string()).optional() });

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgresql://nobody@localhost/none",
    AUTH_SECRET: "a secret that only the tests know, long enough",
  });
  forgetSettings();
});

function request(body: BodyInit | null, headers: Record<string, string | null> = {}): Request {
  const given: Record<string, string | null> = {
    host: "localhost:3000",
    origin: "http://localhost:3000",
    "content-type": "application/json",
    ...headers,
  };
  const kept = Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const made = new Request("http://localhost:3000/x", {
    method: "POST",
    body,
    duplex: "half",
  } as RequestInit);
  const all = new Headers(kept as [string, string][]);
  return new Proxy(made, {
    get(target, key) {
      // The platform's Request drops `host` and `origin`, which a server's request has.
      if (key === "headers") return all;
      const value = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

async function code(made: Request, options = {}): Promise<string> {
  const outcome = await readJson(made, schema, options);
  return outcome.ok ? "ok" : outcome.error.code;
}

describe("a body", () => {
  const good = JSON.stringify({ text: "ok ✓" });

  it("[AU13] is read from our own pages alone", async () => {
    expect(await code(request(good))).toBe("ok");
    expect(await code(request(good, { "sec-fetch-site": "same-origin" }))).toBe("ok");
    const foreign: readonly Record<string, string | null>[] = [
      { origin: null },
      { origin: "null" },
      { origin: "http://evil.example" },
      { origin: "http://localhost:3001" },
      { origin: "https://localhost:3000" },
      { origin: "http://author.localhost:3000" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { host: "evil.example" },
      { host: "evil.example", origin: "http://evil.example", "x-forwarded-host": "localhost:3000" },
    ];
    for (const headers of foreign) {
      expect([headers, await code(request(good, headers))]).toEqual([headers, "bad-origin"]);
    }
  });

  it("[AU20] is one well-formed JSON text in UTF-8 of the announced type and size", async () => {
    for (const text of [
      "",
      "{",
      `${good}${good}`,
      `${good}]`,
      '{"text":"a","text":"b"}',
      '{"text":"\\ud800"}',
      '{"text":"a\\u0000b"}',
      '{"text":1e999}',
      "{'text':'a'}",
      `{"text":${"[".repeat(10_000)}`,
    ]) {
      expect([text.slice(0, 40), await code(request(text))]).toEqual([text.slice(0, 40), "bad-json"]);
    }
    expect(await code(request(new Uint8Array([0x22, 0xff, 0x22])))).toBe("bad-json");
    expect(await code(request(good, { "content-type": "text/plain" }))).toBe("unsupported-media");
    expect(await code(request(good, { "content-type": null }))).toBe("unsupported-media");
    const big = JSON.stringify({ text: "a".repeat(300_000) });
    expect(await code(request(big))).toBe("too-large");
    expect(await code(request(good, { "content-length": "10000000" }))).toBe("too-large");
    expect(await code(request(big), { maxBytes: 400_000 })).toBe("ok");
  });

  it("[AU20] holds what the schema knows, and nothing else", async () => {
    for (const body of [
      { text: "a", more: 1 },
      { text: { not: "" } },
      { many: ["a"] },
      [],
      null,
      { OR: [{}] },
    ]) {
      expect([body, await code(request(JSON.stringify(body)))]).toEqual([body, "invalid-input"]);
    }
    expect(await code(request('{"text":"a","__proto__":{"polluted":1}}'))).toBe("invalid-input");
    expect(({} as Record<string, unknown>).polluted).toBe(undefined);
  });
});
