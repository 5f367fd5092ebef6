-- What the schema language cannot say: closed sets, "at most one", and what nobody may change.

-- Closed sets -------------------------------------------------------------------------------------------

ALTER TABLE "accounts" ADD CONSTRAINT "accounts_status_known" CHECK ("status" IN ('active', 'suspended'));
ALTER TABLE "account_roles" ADD CONSTRAINT "account_roles_role_known" CHECK ("role" IN ('auditor', 'admin'));
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_purpose_known" CHECK ("purpose" IN ('sign-in', 'enrol', 'confirm', 'approve'));
ALTER TABLE "packets" ADD CONSTRAINT "packets_state_known" CHECK ("state" IN ('drafting', 'frozen', 'diverted', 'closed'));
ALTER TABLE "members" ADD CONSTRAINT "members_role_known" CHECK ("role" IN ('author', 'reviewer', 'observer', 'required-signer'));
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_act_known" CHECK ("act" IN ('approve', 'sign'));
ALTER TABLE "register_row_versions" ADD CONSTRAINT "register_row_versions_state_known" CHECK ("state" IN ('active', 'retired'));
ALTER TABLE "objection_events" ADD CONSTRAINT "objection_events_type_known" CHECK ("type" IN ('raised', 'answered', 'maintained', 'resolved', 'withdrawn', 'accepted-as-residual'));
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_state_known" CHECK ("state" IN ('open', 'accepted', 'rejected'));
ALTER TABLE "holds" ADD CONSTRAINT "holds_sort_known" CHECK ("sort" IN ('terminal', 're-entry', 'carry-forward', 'value'));
ALTER TABLE "manifest_states" ADD CONSTRAINT "manifest_states_state_known" CHECK ("state" IN ('pending', 'approved', 'declined', 'held', 'superseded', 'lapsed'));
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_role_known" CHECK ("role" IN ('release-owner', 'required-signer'));
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_verb_known" CHECK ("verb" IN ('approve', 'decline'));
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_method_known" CHECK ("method" IN ('passkey', 'password'));
ALTER TABLE "release_states" ADD CONSTRAINT "release_states_state_known" CHECK ("state" IN ('open', 'expired', 'superseded', 'withdrawn'));
ALTER TABLE "lane_versions" ADD CONSTRAINT "lane_versions_exportPolicy_known" CHECK ("exportPolicy" IN ('none', 'bundle'));
ALTER TABLE "trust_keys" ADD CONSTRAINT "trust_keys_purpose_known" CHECK ("purpose" IN ('ledger', 'workspace', 'origin'));

-- Shapes ------------------------------------------------------------------------------------------------

ALTER TABLE "workspace" ADD CONSTRAINT "workspace_one_row" CHECK ("id" = 1);
ALTER TABLE "ledger_head" ADD CONSTRAINT "ledger_head_one_row" CHECK ("id" = 1 AND "size" >= 0);
ALTER TABLE "ledger_leaves" ADD CONSTRAINT "ledger_leaves_index_and_hash" CHECK ("index" >= 0 AND octet_length("leafHash") = 32);
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_number_and_digest" CHECK ("number" >= 1 AND "digest" ~ '^(sha256:)?[0-9a-f]{64}$');
ALTER TABLE "releases" ADD CONSTRAINT "releases_window" CHECK ("closesAt" > "opensAt");
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_window" CHECK ("notAfter" > "notBefore");
ALTER TABLE "packets" ADD CONSTRAINT "packets_counts" CHECK ("stateNumber" >= 0 AND "revisionCount" >= 0 AND "manifestCount" >= 0 AND "windowHours" > 0);
ALTER TABLE "documents" ADD CONSTRAINT "documents_sequences" CHECK ("headSeq" >= "snapshotSeq" AND "snapshotSeq" >= 0);
ALTER TABLE "lane_versions" ADD CONSTRAINT "lane_versions_max_window" CHECK ("maxWindowHours" > 0);
ALTER TABLE "blobs" ADD CONSTRAINT "blobs_annex_has_no_digest" CHECK ("annexId" IS NULL OR "digest" IS NULL);
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_passkey_is_whole" CHECK ("method" <> 'passkey' OR ("credentialId" IS NOT NULL AND "authenticatorData" IS NOT NULL AND "clientDataJson" IS NOT NULL AND "signature" IS NOT NULL AND "publicKey" IS NOT NULL));

-- At most one -------------------------------------------------------------------------------------------

CREATE UNIQUE INDEX "manifest_states_one_pending" ON "manifest_states" ("packetId") WHERE "state" = 'pending';
CREATE UNIQUE INDEX "documents_one_body" ON "documents" ("packetId") WHERE "annexId" IS NULL;
CREATE UNIQUE INDEX "sources_number" ON "sources" ("packetId", "annexId", "number") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "claims_number" ON "claims" ("packetId", "annexId", "number") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "objections_number" ON "objections" ("packetId", "annexId", "number") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "holds_number" ON "holds" ("packetId", "annexId", "number") NULLS NOT DISTINCT;

-- The ledger's index has no gap -------------------------------------------------------------------------

CREATE FUNCTION "require_next_index"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."index" <> COALESCE((SELECT max("index") + 1 FROM "ledger_leaves"), 0) THEN
    RAISE EXCEPTION 'ledger index % does not follow the last one', NEW."index" USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "next_index" BEFORE INSERT ON "ledger_leaves" FOR EACH ROW EXECUTE FUNCTION "require_next_index"();
ALTER TABLE "ledger_leaves" ENABLE ALWAYS TRIGGER "next_index";

-- Insert-only: refused to everybody, the owner too. For each statement, so that one that meets no row is
-- refused as well; ALWAYS, so that session_replication_role does not switch it off. ---------------------

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is insert-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'kind_definitions', 'document_updates', 'register_row_versions', 'source_versions', 'objections',
    'objection_events', 'revisions', 'annex_versions', 'manifests', 'approvals', 'releases',
    'lane_versions', 'ledger_leaves',
    'ledger_checkpoints'
  ] LOOP
    EXECUTE format('CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER insert_only', name);
  END LOOP;
END
$$;

-- The application's role: named for the database, cannot log in. A login role is made a member of it. ----

DO $$
DECLARE
  app text := current_database() || '_app';
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
    EXECUTE format('CREATE ROLE %I NOLOGIN', app);
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), app);
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', app);
  EXECUTE format('GRANT SELECT ON "_prisma_migrations" TO %I', app);
  EXECUTE format('GRANT SELECT, INSERT ON kind_definitions, document_updates, register_row_versions, source_versions, objections, objection_events, revisions, annex_versions, manifests, approvals, releases, lane_versions, ledger_leaves, ledger_checkpoints TO %I', app);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON accounts, account_roles, identities, passkeys, challenges, rate_limits, packets, members, delegations, annexes, clearances, documents, client_leases, read_marks, register_rows, blobs, sources, claims, trace_links, remarks, suggestions, holds, manifest_states, release_states, deliveries, refused_attempts, lanes, trust_keys, check_outcomes TO %I', app);
  -- Words may be erased, never rewritten; the head and the workspace's row are never taken away.
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON ledger_texts TO %I', app);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON ledger_head, workspace TO %I', app);
END
$$;
