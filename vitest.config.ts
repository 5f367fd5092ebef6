import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A zone that nobody expects: code that forgets to name one fails here first.
process.env.TZ = "Asia/Kathmandu";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "server-only": here("./test/server-only.ts"),
      "@/": here("./"),
    },
  },
  test: {
    include: ["{app,components,lib,prisma,scripts,test,kinds}/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/*.soak.test.ts"],
    globalSetup: ["test/database-global.mjs"],
    setupFiles: ["test/setup.ts"],
    env: { TZ: "Asia/Kathmandu", NODE_ENV: "test" },
    pool: "forks",
    testTimeout: 20_000,
    hookTimeout: 60_000,
    slowTestThreshold: 1_000,
  },
});
