-- The flow of a kind, as it was gone through; and memberships narrowed to one role of the kind.
ALTER TABLE "members" ADD COLUMN "kindRole" TEXT;

CREATE TABLE "flow_steps" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "run" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "gate" TEXT,
    "exit" TEXT,
    "rests" TEXT NOT NULL,
    "trail" TEXT[],
    "checks" JSONB NOT NULL,
    "reason" TEXT,
    "actorId" UUID,
    "onBehalfOfId" UUID,
    "triggerId" UUID,
    "recordDigest" TEXT NOT NULL,
    "revisionId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flow_steps_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "flow_steps_packetId_seq_key" ON "flow_steps"("packetId", "seq");

ALTER TABLE "flow_steps" ADD CONSTRAINT "flow_steps_type_known" CHECK ("type" IN ('started', 'decided', 'lifted'));
ALTER TABLE "flow_steps" ADD CONSTRAINT "flow_steps_numbers" CHECK ("seq" >= 1 AND "run" >= 1);
CREATE TRIGGER "insert_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "flow_steps" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "flow_steps" ENABLE ALWAYS TRIGGER "insert_only";

DO $$
BEGIN
  EXECUTE format('GRANT SELECT, INSERT ON flow_steps TO %I', current_database() || '_app');
END
$$;
