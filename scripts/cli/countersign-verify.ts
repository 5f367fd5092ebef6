// Entry of `countersign-verify.mjs`, the verifier as one file without dependencies. Both spellings work:
// `node countersign-verify.mjs verify <bundle>` and `node countersign-verify.mjs <bundle>`.
import { main } from "./verify-command.ts";

const given = process.argv.slice(2);
process.exitCode = main(given[0] === "verify" ? given : ["verify", ...given]);
