import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Plain } from "./say.mjs";

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === "EPERM";
  }
}

/**
 * Takes the data folder for this launcher, so that two do not start and stop one database. A mark that a killed
 * launcher left is taken over.
 *
 * @returns {() => void} gives it back
 */
export function takeDataFolder(folder) {
  // Others may pass through, not look: PostgreSQL runs as another account when we are root.
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const mark = join(folder, "launcher.pid");
  const other = existsSync(mark) ? Number(readFileSync(mark, "utf8")) : 0;
  if (other > 0 && other !== process.pid && lives(other)) {
    throw new Plain(
      `${folder} is in use by process ${other}. Stop that one first (Ctrl-C in its window), or take another folder: DATA_DIR=.data-2 npm start`,
    );
  }
  writeFileSync(mark, String(process.pid));
  return () => rmSync(mark, { force: true });
}
