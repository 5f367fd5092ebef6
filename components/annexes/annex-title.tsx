import Link from "next/link";

/** Head of an annex for the cleared: what it is, and what everybody else sees of it. */
export function AnnexTitle({
  number,
  title,
  holds,
  slug,
}: {
  number: number;
  title: string;
  holds: string;
  slug: string;
}) {
  return (
    <header className="hatch mb-8 rounded-md border border-restricted-line p-1.5">
      <div className="rounded-sm bg-raised px-4 py-3">
        <p className="text-sm text-restricted">
          Restricted annex A{number} ·{" "}
          <Link className="link" href={`/packets/${slug}`}>
            to the body
          </Link>
        </p>
        <h2 className="title text-xl">{title}</h2>
        <p className="text-sm text-muted">Everybody else sees: {holds}</p>
      </div>
    </header>
  );
}
