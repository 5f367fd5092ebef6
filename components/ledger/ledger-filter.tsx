import { Button } from "@/components/ui/button";
import { LEDGER_FAMILIES } from "@/lib/ledger/words";

interface LedgerFilterProps {
  readonly packets: readonly { readonly slug: string; readonly title: string }[];
  readonly packet: string | null;
  readonly family: string | null;
}

const SELECT = "h-9 max-w-full rounded-md border border-edge bg-raised px-2 text-sm";

/** Which packet and which kind of event. A plain form: the address of a filtered ledger can be shared. */
export function LedgerFilter({ packets, packet, family }: LedgerFilterProps) {
  return (
    <form method="get" className="no-print mb-6 flex flex-wrap items-end gap-3">
      <label className="grid min-w-0 gap-1 text-sm">
        <span className="eyebrow">Packet</span>
        <select name="packet" defaultValue={packet ?? ""} className={SELECT}>
          <option value="">All that I may see</option>
          {packets.map((entry) => (
            <option key={entry.slug} value={entry.slug}>
              {entry.title}
            </option>
          ))}
        </select>
      </label>
      <label className="grid gap-1 text-sm">
        <span className="eyebrow">Kind of event</span>
        <select name="family" defaultValue={family ?? ""} className={SELECT}>
          <option value="">Every kind</option>
          {LEDGER_FAMILIES.map((name) => (
            <option key={name} value={name}>
              {name.charAt(0).toUpperCase() + name.slice(1)}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit">Show</Button>
    </form>
  );
}
