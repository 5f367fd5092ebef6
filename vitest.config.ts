import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A zone that nobody expects: code that forgets to name one fails here first.
process.env.TZ = "Asia/Kathmandu";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The long ones: `*.slow.test.ts` is left to the whole run, `*.soak.test.ts` to the soak. */
const part = process.env.TEST_PART ?? "whole";
const name = part === "soak" ? "*.soak.test" : "*.test";
const left = part === "soak" ? [] : ["**/*.soak.test.ts", ...(part === "fast" ? ["**/*.slow.test.ts"] : [])];

export default defineConfig({
  resolve: {
    alias: {
      "server-only": here("./test/server-only.ts"),
      "@/": here("./"),
    },
  },
  test: {
    include: [`{app,components,lib,prisma,scripts,seeds,test}/**/${name}.{ts,tsx}`],
    exclude: ["**/node_modules/**", ...left],
    allowOnly: false,
    globalSetup: ["test/database-global.mjs"],
    setupFiles: ["test/setup.ts"],
    env: { TZ: "Asia/Kathmandu", NODE_ENV: "test" },
    pool: "forks",
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    slowTestThreshold: 1_000,
  },
});
