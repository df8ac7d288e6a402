-- What mails and remarks are found by. Filled as mail is stored and series are derived; rows of mail that was stored before
-- are filled when the program starts (mails) and when the series is derived again (remarks).
CREATE TABLE "mail_words" (
    "raw_id" BIGINT NOT NULL,
    "received_at" TIMESTAMPTZ NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "words" TSVECTOR NOT NULL,
    CONSTRAINT "mail_words_pkey" PRIMARY KEY ("raw_id"),
    CONSTRAINT "mail_words_raw_id_fkey" FOREIGN KEY ("raw_id") REFERENCES "mail" ("raw_id") ON DELETE CASCADE ON UPDATE CASCADE
) WITH (toast_tuple_target = 128);
CREATE INDEX "mail_words_words_idx" ON "mail_words" USING GIN ("words");
CREATE INDEX "mail_words_received_at_raw_id_idx" ON "mail_words" ("received_at" DESC, "raw_id" DESC);
CREATE INDEX "mail_words_sent_at_idx" ON "mail_words" ("sent_at");

CREATE TABLE "remark_words" (
    "series_id" INTEGER NOT NULL,
    "reply" TEXT NOT NULL,
    "block" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ NOT NULL,
    "words" TSVECTOR NOT NULL,
    CONSTRAINT "remark_words_pkey" PRIMARY KEY ("series_id", "reply", "block"),
    CONSTRAINT "remark_words_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITH (toast_tuple_target = 128);
CREATE INDEX "remark_words_words_idx" ON "remark_words" USING GIN ("words");
CREATE INDEX "remark_words_sent_at_series_id_reply_block_idx" ON "remark_words" ("sent_at" DESC, "series_id" DESC, "reply" DESC, "block" DESC);

CREATE INDEX "remark_patch_idx" ON "remark" ("patch");
CREATE INDEX "remark_state_idx" ON "remark" ("state") WHERE "asks";
CREATE INDEX "remark_from_address_idx" ON "remark" (lower("from_address"));
CREATE INDEX "tag_mail_idx" ON "tag" ("mail");
CREATE INDEX "tag_patches_idx" ON "tag" USING GIN ("patches");
CREATE INDEX "tag_key_idx" ON "tag" (lower("key") text_pattern_ops);
CREATE INDEX "series_people_idx" ON "series" USING GIN ("people" jsonb_path_ops);
CREATE INDEX "mail_from_address_idx" ON "mail" (lower("from_address"), "sent_at");
