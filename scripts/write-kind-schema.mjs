// Writes kinds/packet-kind.schema.json from the one definition of a kind's shape, for editors that complete YAML.
import { writeFile } from "node:fs/promises";
import { register } from "tsx/esm/api";

register();
const { kindJsonSchema } = await import("../lib/kinds/kind.schema.ts");
await writeFile(
  new URL("../kinds/packet-kind.schema.json", import.meta.url),
  `${JSON.stringify(kindJsonSchema(), null, 2)}\n`,
);
