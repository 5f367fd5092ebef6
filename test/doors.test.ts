import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ACTIONS, decide, OUTSIDER, PLAIN_BODY } from "../lib/auth/policy.ts";
import { DOORS } from "./doors.ts";

const ROOT = resolve(import.meta.dirname, "..");
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** What a source file exports by name, in any of the spellings that Next accepts. */
const EXPORTS =
  /^export\s+(?:async\s+)?(?:function\*?|const|let|var|class)\s+([A-Za-z_$][\w$]*)|^export\s*\{([^}]*)\}/gm;

/** Every door that a folder of routes opens. A file with `"use server"` is one whatever its name. */
function doorsIn(folder: string, root: string): readonly string[] {
  const doors: string[] = [];
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name).slice(root.length + 1);
    const text = readFileSync(join(root, file), "utf8");
    const names = exportsOf(text);
    if (entry.name === "page.tsx") doors.push(file);
    else if (entry.name.startsWith("route."))
      doors.push(...names.filter((name) => METHODS.includes(name)).map((name) => `${file}#${name}`));
    else if (/^\s*["']use server["']/m.test(text)) doors.push(...names.map((name) => `${file}#${name}`));
  }
  return doors;
}

function exportsOf(text: string): readonly string[] {
  return [...text.matchAll(EXPORTS)].flatMap(([, name, list]) =>
    name
      ? [name]
      : (list ?? "").split(",").map(
          (one) =>
            one
              .trim()
              .split(/\s+as\s+/)
              .at(-1) ?? "",
        ),
  );
}

describe("doors", () => {
  it("[AU9] names the right that every page, route and action needs, and no door that is not there", () => {
    const found = [...doorsIn("app", ROOT), ...doorsIn("components", ROOT)];
    expect(found.length).toBeGreaterThan(60);
    expect(found.filter((door) => !(door in DOORS))).toEqual([]);
    const gone = Object.keys(DOORS).filter(
      (door) => !found.includes(door) && !door.startsWith("lib/") && !door.endsWith("layout.tsx"),
    );
    expect(gone).toEqual([]);
  });

  it("[AU9] names only rights of the table", () => {
    for (const actions of Object.values(DOORS)) {
      expect(actions.length).toBeGreaterThan(0);
      for (const action of actions) expect(ACTIONS).toHaveProperty([action]);
    }
  });

  it("[AU9] sees a new door in every spelling", () => {
    const spellings = `export async function GET() {}
export const POST = handler;
export { put as PUT, other };
export function helper() {}`;
    expect(exportsOf(spellings).filter((name) => METHODS.includes(name))).toEqual(["GET", "POST", "PUT"]);
  });

  it("[AU9] opens to nobody but what is meant for everybody", () => {
    const nobody = { ...OUTSIDER, kind: "nobody" } as const;
    const open = Object.entries(DOORS).filter(([, actions]) =>
      actions.some((action) => decide(nobody, action, PLAIN_BODY).allowed),
    );
    const folders = new Set(open.map(([door]) => door.split("/").slice(0, 3).join("/").split("#")[0]));
    expect([...folders].sort()).toEqual([
      "app/api/auth",
      "app/api/health",
      "app/api/v1",
      "app/setup/actions.ts",
      "app/setup/page.tsx",
      "app/sign-in/actions.ts",
      "app/sign-in/page.tsx",
    ]);
  });
});
