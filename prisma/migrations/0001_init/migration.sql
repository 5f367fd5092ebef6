-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "workspace" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "ledgerOrigin" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "setupCodeHash" TEXT,
    "setupDoneAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "status" TEXT NOT NULL DEFAULT 'active',
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "demoRole" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_roles" (
    "accountId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_roles_pkey" PRIMARY KEY ("accountId","role")
);

-- CreateTable
CREATE TABLE "identities" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "passkeys" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "credentialId" BYTEA NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "label" TEXT NOT NULL,
    "rpId" TEXT NOT NULL,
    "enrolmentIndex" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "challenges" (
    "id" UUID NOT NULL,
    "accountId" UUID,
    "purpose" TEXT NOT NULL,
    "challenge" BYTEA NOT NULL,
    "payload" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "challenges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "kind_definitions" (
    "digest" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "firstUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kind_definitions_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "packets" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kindKey" TEXT NOT NULL,
    "kindDigest" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'drafting',
    "stateNumber" BIGINT NOT NULL DEFAULT 0,
    "artifactOwnerId" UUID NOT NULL,
    "releaseOwnerId" UUID,
    "laneId" UUID,
    "windowHours" INTEGER NOT NULL DEFAULT 72,
    "headRevisionId" UUID,
    "revisionCount" INTEGER NOT NULL DEFAULT 0,
    "manifestCount" INTEGER NOT NULL DEFAULT 0,
    "nextNumbers" JSONB NOT NULL DEFAULT '{}',
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "packets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delegations" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "toId" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "notAfter" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "delegations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annexes" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "slotKey" TEXT NOT NULL,
    "holds" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "liftedBy" TEXT NOT NULL,
    "ownerId" UUID NOT NULL,
    "wrappedKey" BYTEA NOT NULL,
    "keyId" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "declassifiedAt" TIMESTAMPTZ(3),

    CONSTRAINT "annexes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clearances" (
    "id" UUID NOT NULL,
    "annexId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "grantedById" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "clearances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "documents" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "annexId" UUID,
    "headSeq" BIGINT NOT NULL DEFAULT 0,
    "snapshotSeq" BIGINT NOT NULL DEFAULT 0,
    "snapshot" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_updates" (
    "documentId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "accountId" UUID,
    "bytes" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_updates_pkey" PRIMARY KEY ("documentId","seq")
);

-- CreateTable
CREATE TABLE "client_leases" (
    "documentId" UUID NOT NULL,
    "clientId" BIGINT NOT NULL,
    "accountId" UUID NOT NULL,
    "leasedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_leases_pkey" PRIMARY KEY ("documentId","clientId")
);

-- CreateTable
CREATE TABLE "read_marks" (
    "accountId" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "sectionKey" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "read_marks_pkey" PRIMARY KEY ("accountId","packetId","scope","sectionKey")
);

-- CreateTable
CREATE TABLE "register_rows" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "annexId" UUID,
    "register" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "fromKind" BOOLEAN NOT NULL DEFAULT false,
    "ownerId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "register_rows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "register_row_versions" (
    "rowId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "actorId" UUID,
    "state" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "register_row_versions_pkey" PRIMARY KEY ("rowId","version")
);

-- CreateTable
CREATE TABLE "blobs" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "annexId" UUID,
    "digest" TEXT,
    "size" BIGINT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sources" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "annexId" UUID,
    "number" INTEGER NOT NULL,
    "slotKey" TEXT,
    "rank" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_versions" (
    "id" UUID NOT NULL,
    "sourceId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "blobId" UUID NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "receivedById" UUID NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claims" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "annexId" UUID,
    "number" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retractedAt" TIMESTAMPTZ(3),

    CONSTRAINT "claims_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trace_links" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "annexId" UUID,
    "claimId" UUID NOT NULL,
    "sourceVersionId" UUID NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,

    CONSTRAINT "trace_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "objections" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "annexId" UUID,
    "number" INTEGER NOT NULL,
    "raisedById" UUID NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "objections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "objection_events" (
    "objectionId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "actorId" UUID NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "objection_events_pkey" PRIMARY KEY ("objectionId","seq")
);

-- CreateTable
CREATE TABLE "remarks" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "annexId" UUID,
    "parentId" UUID,
    "authorId" UUID NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMPTZ(3),
    "objectionId" UUID,

    CONSTRAINT "remarks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestions" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "annexId" UUID,
    "authorId" UUID NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suggestions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holds" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "annexId" UUID,
    "number" INTEGER NOT NULL,
    "sort" TEXT NOT NULL DEFAULT 're-entry',
    "raisedById" UUID NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),
    "closedById" UUID,

    CONSTRAINT "holds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revisions" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "parentDigest" TEXT,
    "bytes" BYTEA NOT NULL,
    "cutById" UUID NOT NULL,
    "cutAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "bound" JSONB NOT NULL,

    CONSTRAINT "revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annex_versions" (
    "annexId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "commitment" TEXT NOT NULL,
    "sealedSalt" BYTEA NOT NULL,
    "sealedBytes" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annex_versions_pkey" PRIMARY KEY ("annexId","version")
);

-- CreateTable
CREATE TABLE "manifests" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "revisionId" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "manifests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "manifest_states" (
    "manifestId" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "bound" JSONB NOT NULL,
    "lapsesAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "manifest_states_pkey" PRIMARY KEY ("manifestId")
);

-- CreateTable
CREATE TABLE "approvals" (
    "id" UUID NOT NULL,
    "manifestId" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "signerId" UUID NOT NULL,
    "onBehalfOfId" UUID,
    "role" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "credentialId" BYTEA,
    "authenticatorData" BYTEA,
    "clientDataJson" BYTEA,
    "signature" BYTEA,
    "publicKey" BYTEA,
    "enrolmentIndex" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "releases" (
    "id" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "manifestId" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "laneId" UUID NOT NULL,
    "opensAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "manifestEnvelope" BYTEA NOT NULL,
    "approvalEnvelopes" JSONB NOT NULL,
    "ledgerIndex" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "releases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_states" (
    "releaseId" UUID NOT NULL,
    "packetId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "onHold" BOOLEAN NOT NULL DEFAULT false,
    "holdReason" TEXT,
    "supersededBy" UUID,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "release_states_pkey" PRIMARY KEY ("releaseId")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "releaseId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "count" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refused_attempts" (
    "releaseId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "refused_attempts_pkey" PRIMARY KEY ("releaseId","accountId","hour")
);

-- CreateTable
CREATE TABLE "lanes" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "ownerId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lanes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lane_versions" (
    "laneId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "maxWindowHours" INTEGER NOT NULL,
    "exportPolicy" TEXT NOT NULL,
    "methods" TEXT[],
    "recipientIds" UUID[],
    "changedById" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lane_versions_pkey" PRIMARY KEY ("laneId","version")
);

-- CreateTable
CREATE TABLE "ledger_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "size" BIGINT NOT NULL DEFAULT 0,
    "root" TEXT NOT NULL,
    "frontier" JSONB NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_leaves" (
    "index" BIGINT NOT NULL,
    "leafHash" BYTEA NOT NULL,
    "bytes" BYTEA NOT NULL,
    "type" TEXT NOT NULL,
    "packetId" UUID,
    "actorId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_leaves_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "ledger_texts" (
    "index" BIGINT NOT NULL,
    "annexId" UUID,
    "salt" BYTEA NOT NULL,
    "content" BYTEA NOT NULL,
    "sealed" BOOLEAN NOT NULL,

    CONSTRAINT "ledger_texts_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "ledger_checkpoints" (
    "size" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_checkpoints_pkey" PRIMARY KEY ("size")
);

-- CreateTable
CREATE TABLE "trust_keys" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "publicKey" BYTEA,
    "rpId" TEXT,
    "origin" TEXT,
    "fromIndex" BIGINT NOT NULL,
    "untilIndex" BIGINT,

    CONSTRAINT "trust_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_outcomes" (
    "packetId" UUID NOT NULL,
    "checkKey" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "check_outcomes_pkey" PRIMARY KEY ("packetId","checkKey")
);

-- CreateIndex
CREATE UNIQUE INDEX "accounts_email_key" ON "accounts"("email");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_demoRole_key" ON "accounts"("demoRole");

-- CreateIndex
CREATE UNIQUE INDEX "passkeys_credentialId_key" ON "passkeys"("credentialId");

-- CreateIndex
CREATE INDEX "passkeys_accountId_idx" ON "passkeys"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "challenges_challenge_key" ON "challenges"("challenge");

-- CreateIndex
CREATE UNIQUE INDEX "packets_slug_key" ON "packets"("slug");

-- CreateIndex
CREATE INDEX "members_accountId_idx" ON "members"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "members_packetId_accountId_role_key" ON "members"("packetId", "accountId", "role");

-- CreateIndex
CREATE INDEX "delegations_packetId_idx" ON "delegations"("packetId");

-- CreateIndex
CREATE UNIQUE INDEX "annexes_packetId_number_key" ON "annexes"("packetId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "clearances_annexId_accountId_key" ON "clearances"("annexId", "accountId");

-- CreateIndex
CREATE UNIQUE INDEX "documents_annexId_key" ON "documents"("annexId");

-- CreateIndex
CREATE INDEX "documents_packetId_idx" ON "documents"("packetId");

-- CreateIndex
CREATE INDEX "client_leases_documentId_accountId_idx" ON "client_leases"("documentId", "accountId");

-- CreateIndex
CREATE UNIQUE INDEX "register_rows_packetId_register_key_key" ON "register_rows"("packetId", "register", "key");

-- CreateIndex
CREATE UNIQUE INDEX "blobs_packetId_digest_key" ON "blobs"("packetId", "digest");

-- CreateIndex
CREATE INDEX "sources_packetId_idx" ON "sources"("packetId");

-- CreateIndex
CREATE UNIQUE INDEX "source_versions_sourceId_version_key" ON "source_versions"("sourceId", "version");

-- CreateIndex
CREATE INDEX "claims_packetId_idx" ON "claims"("packetId");

-- CreateIndex
CREATE INDEX "trace_links_packetId_idx" ON "trace_links"("packetId");

-- CreateIndex
CREATE INDEX "trace_links_claimId_idx" ON "trace_links"("claimId");

-- CreateIndex
CREATE INDEX "objections_packetId_idx" ON "objections"("packetId");

-- CreateIndex
CREATE INDEX "remarks_packetId_idx" ON "remarks"("packetId");

-- CreateIndex
CREATE INDEX "suggestions_packetId_idx" ON "suggestions"("packetId");

-- CreateIndex
CREATE INDEX "holds_packetId_idx" ON "holds"("packetId");

-- CreateIndex
CREATE INDEX "revisions_packetId_digest_idx" ON "revisions"("packetId", "digest");

-- CreateIndex
CREATE UNIQUE INDEX "revisions_packetId_number_key" ON "revisions"("packetId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "manifests_digest_key" ON "manifests"("digest");

-- CreateIndex
CREATE UNIQUE INDEX "manifests_packetId_number_key" ON "manifests"("packetId", "number");

-- CreateIndex
CREATE INDEX "manifest_states_packetId_idx" ON "manifest_states"("packetId");

-- CreateIndex
CREATE UNIQUE INDEX "approvals_digest_key" ON "approvals"("digest");

-- CreateIndex
CREATE UNIQUE INDEX "approvals_manifestId_signerId_role_key" ON "approvals"("manifestId", "signerId", "role");

-- CreateIndex
CREATE UNIQUE INDEX "releases_manifestId_key" ON "releases"("manifestId");

-- CreateIndex
CREATE INDEX "releases_packetId_idx" ON "releases"("packetId");

-- CreateIndex
CREATE INDEX "release_states_packetId_idx" ON "release_states"("packetId");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_releaseId_accountId_key" ON "deliveries"("releaseId", "accountId");

-- CreateIndex
CREATE UNIQUE INDEX "lanes_key_key" ON "lanes"("key");

-- CreateIndex
CREATE INDEX "ledger_leaves_packetId_index_idx" ON "ledger_leaves"("packetId", "index");

-- CreateIndex
CREATE UNIQUE INDEX "trust_keys_purpose_keyId_key" ON "trust_keys"("purpose", "keyId");

-- AddForeignKey
ALTER TABLE "account_roles" ADD CONSTRAINT "account_roles_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_packetId_fkey" FOREIGN KEY ("packetId") REFERENCES "packets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annexes" ADD CONSTRAINT "annexes_packetId_fkey" FOREIGN KEY ("packetId") REFERENCES "packets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_packetId_fkey" FOREIGN KEY ("packetId") REFERENCES "packets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_versions" ADD CONSTRAINT "source_versions_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trace_links" ADD CONSTRAINT "trace_links_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection_events" ADD CONSTRAINT "objection_events_objectionId_fkey" FOREIGN KEY ("objectionId") REFERENCES "objections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lane_versions" ADD CONSTRAINT "lane_versions_laneId_fkey" FOREIGN KEY ("laneId") REFERENCES "lanes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
