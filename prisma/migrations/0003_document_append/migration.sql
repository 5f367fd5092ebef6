-- Appending to a live document is one statement of the application: one round trip for a keystroke. The functions
-- run with the caller's rights. A VOLATILE function's statements each see what was committed before them, so the
-- authority is read after the packet's row is locked, and a revocation that came first is always seen.

-- Everything about an account that decides what it may do in a document, as one comparable text. Null where the
-- document or the account is not there.
CREATE FUNCTION "document_authority"("document" uuid, "account" uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT md5(concat_ws('|', p."state", p."artifactOwnerId", p."releaseOwnerId", p."kindDigest",
    a."status", a."sessionVersion",
    (SELECT string_agg(r."role", ',' ORDER BY r."role") FROM "account_roles" r WHERE r."accountId" = a."id"),
    (SELECT string_agg(m."role" || ':' || (m."endedAt" IS NULL), ',' ORDER BY m."role")
       FROM "members" m WHERE m."packetId" = p."id" AND m."accountId" = a."id"),
    (SELECT string_agg(g."id" || ':' || g."toId" || ':' || (g."revokedAt" IS NULL), ',' ORDER BY g."id")
       FROM "delegations" g WHERE g."packetId" = p."id" AND a."id" IN (g."fromId", g."toId")),
    d."annexId", x."ownerId", x."declassifiedAt" IS NULL,
    (SELECT string_agg(c."id" || ':' || (c."endedAt" IS NULL), ',' ORDER BY c."id")
       FROM "clearances" c WHERE c."annexId" = d."annexId" AND c."accountId" = a."id")))
  FROM "documents" d
    JOIN "packets" p ON p."id" = d."packetId"
    JOIN "accounts" a ON a."id" = "account"
    LEFT JOIN "annexes" x ON x."id" = d."annexId"
  WHERE d."id" = "document"
$$;

-- Appends updates after `expected`, in order. Returns ('appended', new head), ('moved', head) where other rows came
-- first, ('changed', head) where an account's authority is no longer what it was judged by, or ('gone', null).
CREATE FUNCTION "append_document_updates"(
  "document" uuid, "expected" bigint,
  "judged_accounts" uuid[], "judged_authority" text[],
  "authors" uuid[], "updates" bytea[]
) RETURNS TABLE ("outcome" text, "head" bigint) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  current_head bigint;
BEGIN
  -- The packet's row before the document's head: the one order of locks.
  PERFORM 1 FROM "packets" p WHERE p."id" = (SELECT d."packetId" FROM "documents" d WHERE d."id" = "document") FOR SHARE;
  SELECT d."headSeq" INTO current_head FROM "documents" d WHERE d."id" = "document" FOR UPDATE;
  IF current_head IS NULL THEN
    RETURN QUERY SELECT 'gone'::text, NULL::bigint;
    RETURN;
  END IF;
  IF current_head <> "expected" THEN
    RETURN QUERY SELECT 'moved'::text, current_head;
    RETURN;
  END IF;
  IF EXISTS (SELECT FROM unnest("judged_accounts", "judged_authority") AS j("account", "authority")
      WHERE "document_authority"("document", j."account") IS DISTINCT FROM j."authority") THEN
    RETURN QUERY SELECT 'changed'::text, current_head;
    RETURN;
  END IF;
  INSERT INTO "document_updates" ("documentId", "seq", "accountId", "bytes")
    SELECT "document", current_head + u."ordinal", u."author", u."bytes"
      FROM unnest("authors", "updates") WITH ORDINALITY AS u("author", "bytes", "ordinal");
  UPDATE "documents" SET "headSeq" = current_head + cardinality("updates") WHERE "id" = "document";
  RETURN QUERY SELECT 'appended'::text, current_head + cardinality("updates");
END
$$;
