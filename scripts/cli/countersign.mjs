#!/usr/bin/env node
// The package's command. It runs the TypeScript sources as they are, so that it works in a clone before any build.
import { register } from "tsx/esm/api";

register();
const { main } = await import("./verify-command.ts");
process.exitCode = main(process.argv.slice(2));
