-- How a series moves: the last word on it, when it was taken, when its patches came to each stage, when each version was first answered.
-- Filled when a series is derived again.
ALTER TABLE "series" ADD COLUMN "last_word_at" TIMESTAMPTZ;
ALTER TABLE "series" ADD COLUMN "last_word_by" TEXT;
ALTER TABLE "series" ADD COLUMN "last_word_mail" TEXT;
ALTER TABLE "series" ADD COLUMN "applied_at" TIMESTAMPTZ;
ALTER TABLE "series" ADD COLUMN "mainline_at" TIMESTAMPTZ;
ALTER TABLE "series" ADD COLUMN "untagged" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "series" ADD COLUMN "undated" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "series_last_word_at_idx" ON "series"("last_word_at");

ALTER TABLE "version" ADD COLUMN "first_answer_at" TIMESTAMPTZ;
ALTER TABLE "version" ADD COLUMN "first_answer_by" TEXT;
ALTER TABLE "version" ADD COLUMN "first_answer_mail" TEXT;

-- What pages of many series read of a part, so that they need not look into each.
ALTER TABLE "series_part" ADD COLUMN "name" TEXT NOT NULL DEFAULT '';
ALTER TABLE "series_part" ADD COLUMN "is_author" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "series_part" ADD COLUMN "remarks" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "series_part" ADD COLUMN "tags" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "stage_move" (
    "series_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "stage" TEXT NOT NULL,
    "patches" INTEGER NOT NULL,

    CONSTRAINT "stage_move_pkey" PRIMARY KEY ("series_id", "day", "stage")
);
ALTER TABLE "stage_move" ADD CONSTRAINT "stage_move_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Words that readers put on series are corrections on one of its postings; the view says which series bears which now.
CREATE INDEX "correction_label_idx" ON "correction" (("target"->>'series')) WHERE "kind" = 'label';
CREATE VIEW "series_label" AS
    SELECT placed."series_id", said."target"->>'label' AS "label", min(said."id") AS "id"
    FROM "correction" AS said
    JOIN "series_mail" AS placed ON placed."message_id" = said."target"->>'series' AND placed."posting" = placed."message_id"
    WHERE said."kind" = 'label' AND NOT EXISTS (
        SELECT FROM "correction" AS undone
        WHERE undone."kind" = 'undo' AND (undone."target"->>'correction')::int = said."id")
    GROUP BY 1, 2;
