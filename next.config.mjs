/** @type {import("next").NextConfig} */
const config = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // Prisma and the PostgreSQL driver run in Node as they are; bundling them twice breaks their singletons.
  serverExternalPackages: ["@prisma/client", "@prisma/adapter-pg", "pg", "ws", "yjs", "y-protocols", "lib0"],
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
};

export default config;
