/**
 * A file's name as it may be shown and offered for a download: the last part of a path, without characters that
 * hide or reorder, at most 200; null where nothing is left. It never decides where anything is stored.
 */
export function plainFileName(name: string): string | null {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const shown = last
    .normalize("NFC")
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .trim();
  return shown === "" || /^\.+$/.test(shown) ? null : [...shown].slice(0, 200).join("");
}

/** The `Content-Disposition` of a download under this name (RFC 6266, RFC 8187): always an attachment. */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%;]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
