/** Items under ids of their own: the name, and `name#2`, `name#3` … where it repeats. */
export function numbered<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): readonly { readonly id: string; readonly item: T }[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const name = nameOf(item);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return { id: nth === 1 ? name : `${name}#${nth}`, item };
  });
}
