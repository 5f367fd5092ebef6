// Adds to package-lock.json the other platforms' optional packages that a registry did not offer when the lock was
// made. npm leaves such packages out of the lock and then refuses to install from it. Version, system and processor
// are in the packages' names and in what depends on them; npm records the integrity when it next writes the lock.
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "package-lock.json";
const SYSTEMS = [
  "android",
  "darwin",
  "linux",
  "win32",
  "freebsd",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "aix",
];
const PROCESSORS = [
  "arm64",
  "x64",
  "ia32",
  "arm",
  "wasm32",
  "riscv64",
  "ppc64",
  "s390x",
  "loong64",
  "mips64el",
];

function platform(name) {
  const words = name.split(/[/-]/);
  const entry = {};
  const processor =
    words.find((word) => PROCESSORS.includes(word)) ?? (words.includes("gnueabihf") ? "arm" : undefined);
  if (processor) entry.cpu = [processor];
  const system = words.find((word) => SYSTEMS.includes(word)) ?? words.find((word) => word === "windows");
  if (system) entry.os = [system === "windows" ? "win32" : system];
  if (entry.os?.[0] === "linux" && words.includes("musl")) entry.libc = ["musl"];
  else if (entry.os?.[0] === "linux" && words.includes("gnu")) entry.libc = ["glibc"];
  return entry;
}

function isLocked(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

const lock = JSON.parse(readFileSync(FILE, "utf8"));
const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(lock.packages, path, name) || !/^\d/.test(version)) continue;
    const dev = entry.dev ? { dev: true } : {};
    lock.packages[`node_modules/${name}`] = { version, ...platform(name), ...dev, optional: true };
    added.push(name);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} added: ${added.join(" ")}`);
