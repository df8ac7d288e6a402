-- What a reader writes at the lines of mails, until it goes out as mail. Before anybody said who reads here, a draft is nobody's:
-- it is the reader's as soon as there is one.
CREATE TABLE "draft" (
    "id" UUID NOT NULL,
    "reader_id" INTEGER,
    "answers" TEXT NOT NULL,
    "start_line" INTEGER,
    "end_line" INTEGER,
    "quoted" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "tags" TEXT[] NOT NULL DEFAULT '{}',
    "made_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "sent_in" TEXT,
    "dropped_at" TIMESTAMPTZ,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "draft_reader_id_idx" ON "draft"("reader_id");
CREATE INDEX "draft_sent_in_idx" ON "draft"("sent_in");
ALTER TABLE "draft" ADD CONSTRAINT "draft_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "reader"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The mail that gathers a reader's drafts to one mail. Its Message-ID stays the same from the first draft on.
CREATE TABLE "reply_mail" (
    "message_id" TEXT NOT NULL,
    "reader_id" INTEGER NOT NULL,
    "answers" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ,
    "sent_by" TEXT,
    "arrived_as" TEXT,
    "eml" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "reply_mail_pkey" PRIMARY KEY ("message_id")
);

CREATE INDEX "reply_mail_reader_id_answers_idx" ON "reply_mail"("reader_id", "answers");
-- One is being written at a time.
CREATE UNIQUE INDEX "reply_mail_open_key" ON "reply_mail"("reader_id", "answers") WHERE "sent_at" IS NULL;
ALTER TABLE "reply_mail" ADD CONSTRAINT "reply_mail_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "reader"("id") ON DELETE CASCADE ON UPDATE CASCADE;
