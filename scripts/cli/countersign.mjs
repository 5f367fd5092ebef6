#!/usr/bin/env node
// The package's command. It runs the TypeScript sources as they are, so that it works in a clone before any build.
import { register } from "tsx/esm/api";

register();
const [word, ...rest] = process.argv.slice(2);
const command = word === "kind" ? await import("./kind-command.ts") : await import("./verify-command.ts");
process.exitCode = command.main(word === "kind" ? rest : process.argv.slice(2));
