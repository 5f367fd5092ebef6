-- What somebody found wrong with a release after it was opened. It puts the release on hold beside open.
CREATE TABLE "findings" (
    "id" UUID NOT NULL,
    "releaseId" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "part" TEXT,
    "text" TEXT NOT NULL,
    "reportedById" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "findings_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "findings_releaseId_idx" ON "findings"("releaseId");
ALTER TABLE "findings" ADD CONSTRAINT "findings_type_known" CHECK ("type" IN ('revision', 'options', 'lane', 'manifest', 'missing-blocked-path', 'audience', 'stale-state', 'leak', 'misleading'));
CREATE TRIGGER "insert_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "findings" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "findings" ENABLE ALWAYS TRIGGER "insert_only";

DO $$
BEGIN
  EXECUTE format('GRANT SELECT, INSERT ON findings TO %I', current_database() || '_app');
END
$$;
