import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** The kind that docs/kinds.md writes, from its own blocks. */
export async function documentedKind(): Promise<string> {
  const page = await readFile("docs/kinds.md", "utf8");
  return [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((block) => block[1]).join("\n");
}

/** A folder for KINDS_DIR with these files. */
export async function kindsFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "kinds-"));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}
