// Prisma's schema engine as WebAssembly: migrations and their SQL without a native engine or a download.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

let loaded = null;

async function load() {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@prisma/schema-engine-wasm"));
  const glue = await import(pathToFileURL(join(folder, "schema_engine_bg.js")).href);
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      throw new Error(`Prisma's schema engine: ${message}`);
    },
  };
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}

/**
 * adapter-pg splits a script at every semicolon and runs the pieces outside a transaction, which breaks
 * function bodies and leaves tables without their guards. One query of the whole text is one transaction.
 */
function wholeScripts(connectionString, opened) {
  const factory = new PrismaPg({ connectionString });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    opened.push(adapter);
    adapter.executeScript = async (script) => {
      await adapter.client.query(script);
    };
    return adapter;
  };
  return factory;
}

/**
 * Opens the engine on a database, runs the function, frees the engine.
 *
 * @param {{url: string, schema: {path: string, content: string}}} target
 */
export async function withSchemaEngine({ url, schema }, run) {
  loaded ??= load();
  const SchemaEngine = await loaded;
  const opened = [];
  const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(url, opened));
  const engine = await SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    () => undefined,
    adapter,
  );
  try {
    return await run(engine);
  } finally {
    engine.free();
    for (const connection of opened) await connection.dispose();
  }
}
