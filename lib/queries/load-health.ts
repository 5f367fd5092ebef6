import "server-only";
import { database } from "../db/client.ts";
import { missingGuards } from "../db/guards.ts";
import { version } from "../settings/version.ts";

/** Whether this process can do its work, without a word about what it holds. */
export interface Health {
  readonly status: "ok" | "failing";
  readonly version: string;
  readonly checks: { readonly database: "ok" | "failing"; readonly guards: "ok" | "failing" };
}

/** Asks the database and reads its guards back. What fails goes to the log, not to whoever asked. */
export async function loadHealth(): Promise<Health> {
  try {
    const missing = await missingGuards(database());
    if (missing.length > 0) console.error("Guards are missing:", missing.join(" "));
    return report("ok", missing.length === 0 ? "ok" : "failing");
  } catch (cause) {
    console.error("The database does not answer.", cause);
    return report("failing", "failing");
  }
}

function report(database: "ok" | "failing", guards: "ok" | "failing"): Health {
  const status = database === "ok" && guards === "ok" ? "ok" : "failing";
  return { status, version: version(), checks: { database, guards } };
}
