const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a UUID in its one accepted spelling: lower case, with hyphens (RFC 9562). */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
