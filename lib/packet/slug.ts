/**
 * A packet's slug: the words of its title, at most 48 characters of them, and the first eight digits of its id.
 * The id makes it unique without a look at other packets, of which the writer may not know.
 */
export function slugOf(title: string, packetId: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 48)
    .replace(/^-+|-+$/g, "");
  return `${words || "packet"}-${packetId.slice(0, 8)}`;
}
