import { mkdirSync, writeFileSync } from "node:fs";

const distDir = process.env.NEXT_DIST_DIR ?? ".next";

/** Next writes its folders into the tsconfig that it reads; for another folder than `.next` it gets one of its own. */
function tsconfigPath() {
  if (distDir === ".next") return "tsconfig.json";
  const path = `.tmp/tsconfig${distDir}.json`;
  mkdirSync(".tmp", { recursive: true });
  writeFileSync(
    path,
    JSON.stringify({ extends: "../tsconfig.json", include: ["../**/*.ts", "../**/*.tsx"] }),
  );
  return path;
}

/** @type {import("next").NextConfig} */
const config = {
  distDir,
  poweredByHeader: false,
  reactStrictMode: true,
  // Prisma and the PostgreSQL driver run in Node as they are; bundling them twice breaks their singletons.
  serverExternalPackages: ["@prisma/client", "@prisma/adapter-pg", "pg", "ws", "yjs", "y-protocols", "lib0"],
  // Types are checked by `npm run check`; a start on a fresh clone need not wait for that again.
  typescript: { ignoreBuildErrors: true, tsconfigPath: tsconfigPath() },
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
};

export default config;
