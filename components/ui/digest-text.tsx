import { classes } from "./classes";
import { CopyButton } from "./copy-button";

/** The digest in groups of four hexadecimal characters. */
export function digestGroups(digest: string): readonly string[] {
  return digest.match(/.{1,4}/g) ?? [];
}

/** The first eight characters as two groups: `8f4c 71e0`. */
export function shortDigest(digest: string): string {
  return digestGroups(digest).slice(0, 2).join(" ");
}

interface DigestTextProps {
  readonly digest: string;
  /** Show all 64 characters; otherwise the first eight, with the rest on hover. */
  readonly full?: boolean;
  readonly copy?: boolean;
  readonly className?: string;
}

/** A digest for people: groups of four, the first eight strong, copied whole. */
export function DigestText({ digest, full, copy = true, className }: DigestTextProps) {
  const groups = digestGroups(digest);
  const rest = groups.slice(2).join(" ");
  return (
    <span
      className={classes("inline-flex max-w-full items-baseline gap-1 font-mono text-[0.9em]", className)}
    >
      <span title={groups.join(" ")} className={full ? "min-w-0 [word-spacing:0.08em]" : "whitespace-nowrap"}>
        <strong className="font-semibold">{groups.slice(0, 2).join(" ")}</strong>
        {full ? <span className="text-muted"> {rest}</span> : <span className="text-muted"> …</span>}
      </span>
      {copy ? <CopyButton text={digest} what="digest" className="self-center" /> : null}
    </span>
  );
}
