import { DEMO_ROLES } from "./demo-roles.ts";
import type { Settings } from "./settings.ts";

type HostSettings = Pick<Settings, "demo" | "publicUrl" | "publicUrlGiven">;

/**
 * Whether a request that names this host is for this workspace (OP9). With PUBLIC_URL: its host and port alone. In
 * the demo: `localhost` and `<role>.localhost`, on any port, since a tunnel may change that. Otherwise `localhost`.
 * Another name that resolves to us is refused, which is what ends DNS rebinding.
 *
 * @param host the Host header as it came, or undefined when there was none
 */
export function isAllowedHost(host: string | undefined, settings: HostSettings): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const asked = host.toLowerCase();
  if (settings.publicUrlGiven) return asked === new URL(settings.publicUrl).host;
  const name = asked.replace(/:\d+$/, "");
  if (name === "localhost") return true;
  return settings.demo && DEMO_ROLES.some((role) => name === `${role}.localhost`);
}

/**
 * The origin of a request whose host is allowed: PUBLIC_URL, or `http://` and the host that it named. Null when
 * the host is not allowed.
 */
export function requestOrigin(host: string | undefined, settings: HostSettings): string | null {
  if (!isAllowedHost(host, settings)) return null;
  return settings.publicUrlGiven ? settings.publicUrl : `http://${host?.toLowerCase()}`;
}
