// Which folder may import which: docs/architecture.md draws it, docs/decisions/0003 says why.
// test/fixtures/dependency-rules breaks every rule once, and scripts/check-dependencies.mjs demands that each is seen.
const CORE =
  "^lib/(kernel|refusals|kinds|flow|packet|claims|evidence|fields|objections|annexes|checks|revision|manifest|approvals|lanes|ledger|bundle)/";
const SHELL = "^lib/(db|workflows|queries|auth|signing|serving|bus|agents|evidence-worker|collab/server)/";
const TESTS = "[.](test|spec)[.]tsx?$|/testing/|^test/|^e2e/|^seeds/";
/** Libraries that compute and nothing else: no clock, no randomness, no network, no files. */
const PURE_LIBRARIES = "node_modules/(@noble/|canonicalize/|yaml/|saxes/|zod/|diff/|ajv/)";

const rule = (name, from, to, more) => ({ name, severity: "error", from, to, ...more });

module.exports = {
  forbidden: [
    rule(
      "core-is-pure",
      { path: CORE, pathNot: TESTS },
      { pathNot: [CORE, PURE_LIBRARIES, "^lib/catalogue/"] },
    ),
    rule(
      "zod-only-in-schema-files",
      { path: CORE, pathNot: `[.]schema[.]ts$|${TESTS}` },
      { path: "node_modules/zod/" },
    ),
    rule("kernel-knows-no-domain", { path: "^lib/kernel/" }, { path: "^lib/", pathNot: "^lib/kernel/" }),
    rule("no-cycles", { path: "^(lib|components|app)/" }, { circular: true }),
    rule(
      "prisma-only-in-db",
      { pathNot: `^(lib/db|prisma|scripts)/|${TESTS}` },
      { path: "^lib/db/generated/|node_modules/@prisma/" },
    ),
    rule(
      "db-behind-workflows-and-queries",
      {
        pathNot: `^(lib/(db|workflows|queries|auth|signing|bus|collab/server)|prisma|scripts)/|^server[.]ts$|${TESTS}`,
      },
      { path: "^lib/db/" },
    ),
    rule(
      "components-never-reach-the-shell",
      { path: "^(components/|lib/collab/client/)", pathNot: TESTS },
      { path: SHELL, reachable: true },
    ),
    rule(
      "the-shell-is-not-next",
      { path: "^lib/(workflows|db|signing|bus|serving|collab)/" },
      { path: "node_modules/(next|react|react-dom|server-only)/" },
    ),
    rule("lib-knows-no-screen", { path: "^lib/" }, { path: "^(app|components)/" }),
    rule("nobody-imports-app", { pathNot: `^app/|${TESTS}` }, { path: "^app/" }),
    rule(
      "tests-are-not-imported",
      { pathNot: `${TESTS}|^vitest|^playwright` },
      { path: "^(test|e2e)/|[.](test|spec)[.]tsx?$" },
    ),
    rule("everything-resolves", {}, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^lib/db/generated/" },
  },
};
