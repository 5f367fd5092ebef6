/**
 * A path of this workspace to go to after sign-in, with query and fragment; `/` for anything else: another origin,
 * another scheme, a protocol-relative or backslashed address, control characters, or more than 2,000 characters.
 */
export function callbackPath(asked: string | null | undefined): string {
  if (!asked || asked.length > 2000 || !asked.startsWith("/")) return "/";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/^\/[/\\]|[\u0000-\u0020\u007f\\]/.test(asked)) return "/";
  const here = "http://here.invalid";
  if (!URL.canParse(asked, here)) return "/";
  const url = new URL(asked, here);
  if (url.origin !== here || url.pathname.startsWith("//") || url.pathname.startsWith("/api/")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
