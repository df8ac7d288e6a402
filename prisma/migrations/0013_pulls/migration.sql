-- Requests to pull: which titles each lists, and the tracker's word that one was merged. Filled as mails are stored, and by a rebuild.
CREATE TABLE "pull_title" (
    "title" TEXT NOT NULL,
    "raw_id" BIGINT NOT NULL,

    CONSTRAINT "pull_title_pkey" PRIMARY KEY ("title", "raw_id")
);
CREATE INDEX "pull_title_raw_id_idx" ON "pull_title"("raw_id");
ALTER TABLE "pull_title" ADD CONSTRAINT "pull_title_raw_id_fkey" FOREIGN KEY ("raw_id") REFERENCES "raw_mail"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "pull_merge" (
    "pull" TEXT NOT NULL,
    "raw_id" BIGINT NOT NULL,

    CONSTRAINT "pull_merge_pkey" PRIMARY KEY ("pull", "raw_id")
);
CREATE INDEX "pull_merge_raw_id_idx" ON "pull_merge"("raw_id");
ALTER TABLE "pull_merge" ADD CONSTRAINT "pull_merge_raw_id_fkey" FOREIGN KEY ("raw_id") REFERENCES "raw_mail"("id") ON DELETE CASCADE ON UPDATE CASCADE;
