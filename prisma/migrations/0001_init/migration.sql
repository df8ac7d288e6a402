-- CreateTable
CREATE TABLE "raw_mail" (
    "id" BIGSERIAL NOT NULL,
    "message_id" TEXT NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "raw" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "stored_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "raw_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refused_mail" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "refused_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refused_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow" (
    "id" SERIAL NOT NULL,
    "link" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "progress" JSONB NOT NULL DEFAULT '{}',
    "problem" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ,
    "last_run_at" TIMESTAMPTZ,

    CONSTRAINT "follow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "correction" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "target" JSONB NOT NULL,
    "author" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "made_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail" (
    "raw_id" BIGINT NOT NULL,
    "message_id" TEXT NOT NULL,
    "is_variant" BOOLEAN NOT NULL DEFAULT false,
    "subject" TEXT NOT NULL,
    "from_name" TEXT NOT NULL,
    "from_address" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "parents" TEXT[],
    "lists" TEXT[],
    "text" TEXT NOT NULL,
    "problems" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "mail_pkey" PRIMARY KEY ("raw_id")
);

-- CreateTable
CREATE TABLE "mail_key" (
    "key" TEXT NOT NULL,
    "raw_id" BIGINT NOT NULL,

    CONSTRAINT "mail_key_pkey" PRIMARY KEY ("key","raw_id")
);

-- CreateTable
CREATE TABLE "pending_mail" (
    "raw_id" BIGINT NOT NULL,

    CONSTRAINT "pending_mail_pkey" PRIMARY KEY ("raw_id")
);

-- CreateTable
CREATE TABLE "series" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "author_key" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "lists" TEXT[],
    "people" JSONB NOT NULL,
    "lineages" JSONB NOT NULL,
    "newest_label" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ,
    "last_at" TIMESTAMPTZ,
    "mail_count" INTEGER NOT NULL,
    "remark_count" INTEGER NOT NULL,
    "is_sample" BOOLEAN NOT NULL DEFAULT false,
    "analysis_version" INTEGER NOT NULL,
    "derived_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series_mail" (
    "series_id" INTEGER NOT NULL,
    "message_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parent" TEXT,
    "posting" TEXT,
    "silent_why" TEXT,
    "lines" JSONB,

    CONSTRAINT "series_mail_pkey" PRIMARY KEY ("series_id","message_id")
);

-- CreateTable
CREATE TABLE "version" (
    "id" SERIAL NOT NULL,
    "series_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "is_rfc" BOOLEAN NOT NULL,
    "is_preview" BOOLEAN NOT NULL,
    "is_resend" BOOLEAN NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "cover_id" TEXT,
    "is_cover_held" BOOLEAN NOT NULL,
    "cover_title" TEXT,
    "partial_of" TEXT,
    "change_id" TEXT,
    "base_commit" TEXT,
    "linked_by" JSONB NOT NULL,
    "sender_key" TEXT NOT NULL,
    "sender_name" TEXT NOT NULL,

    CONSTRAINT "version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patch" (
    "id" SERIAL NOT NULL,
    "version_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "message_id" TEXT,
    "title" TEXT,
    "author_name" TEXT,
    "patch_id" TEXT,
    "files" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "patch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "remark" (
    "id" SERIAL NOT NULL,
    "series_id" INTEGER NOT NULL,
    "reply" TEXT NOT NULL,
    "block" INTEGER NOT NULL,
    "start_line" INTEGER NOT NULL,
    "end_line" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "from_name" TEXT NOT NULL,
    "from_address" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "kind" TEXT NOT NULL,
    "anchor" JSONB NOT NULL,
    "anchor_kind" TEXT NOT NULL,
    "patch" TEXT,
    "body_line" INTEGER,
    "answers_reply" TEXT,
    "answers_block" INTEGER,
    "quote" TEXT[],
    "counter_diffs" JSONB NOT NULL,
    "trailers" JSONB NOT NULL,
    "conversation" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "remark_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "raw_mail_message_id_content_hash_key" ON "raw_mail"("message_id", "content_hash");
CREATE UNIQUE INDEX "refused_mail_source_place_key" ON "refused_mail"("source", "place");
CREATE UNIQUE INDEX "follow_message_id_key" ON "follow"("message_id");
CREATE INDEX "mail_message_id_idx" ON "mail"("message_id");
CREATE INDEX "mail_sent_at_idx" ON "mail"("sent_at");
CREATE INDEX "mail_key_raw_id_idx" ON "mail_key"("raw_id");
CREATE UNIQUE INDEX "series_slug_key" ON "series"("slug");
CREATE INDEX "series_last_at_idx" ON "series"("last_at");
CREATE INDEX "series_mail_message_id_idx" ON "series_mail"("message_id");
CREATE UNIQUE INDEX "version_series_id_ordinal_key" ON "version"("series_id", "ordinal");
CREATE UNIQUE INDEX "version_series_id_slug_key" ON "version"("series_id", "slug");
CREATE INDEX "version_cover_id_idx" ON "version"("cover_id");
CREATE UNIQUE INDEX "patch_version_id_number_key" ON "patch"("version_id", "number");
CREATE INDEX "patch_message_id_idx" ON "patch"("message_id");
CREATE UNIQUE INDEX "remark_series_id_reply_block_key" ON "remark"("series_id", "reply", "block");
CREATE INDEX "remark_series_id_patch_idx" ON "remark"("series_id", "patch");
CREATE INDEX "remark_reply_idx" ON "remark"("reply");
-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_raw_id_fkey" FOREIGN KEY ("raw_id") REFERENCES "raw_mail"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "pending_mail" ADD CONSTRAINT "pending_mail_raw_id_fkey" FOREIGN KEY ("raw_id") REFERENCES "raw_mail"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "series_mail" ADD CONSTRAINT "series_mail_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "patch" ADD CONSTRAINT "patch_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "remark" ADD CONSTRAINT "remark_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;
