import Link from "next/link";
import type { RegisterRowView, RegisterView } from "@/lib/packet/views";
import { mendHref } from "../packet/mend-href";
import { DigestText } from "../ui/digest-text";
import { RelativeTime } from "../ui/relative-time";

interface RegisterCellProps {
  readonly column: RegisterView["columns"][number];
  readonly row: RegisterRowView;
  readonly slug: string;
}

/** One value of a register, as its type asks: a digest short, a source as a link, a time as one reads it. */
export function RegisterCell({ column, row, slug }: RegisterCellProps) {
  const value = row.columns[column.key];
  if (value === undefined || value === "") return <span className="text-muted">–</span>;
  const link = row.links[column.key];
  const shown = row.shown[column.key];
  if (link !== undefined) {
    return (
      <Link href={mendHref(slug, link)} className="underline decoration-line-strong underline-offset-2">
        {shown}
      </Link>
    );
  }
  if (shown !== undefined) return shown;
  switch (column.type) {
    case "digest":
      return <DigestText digest={value} />;
    case "time":
      return <RelativeTime at={value} />;
    case "boolean":
      return value === "true" ? "yes" : "no";
    case "enum":
      return value.replaceAll("-", " ");
    case "locator":
      return <code className="break-all text-xs">{value}</code>;
    default:
      return <span className="whitespace-pre-wrap">{value}</span>;
  }
}
