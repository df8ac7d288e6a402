-- What waits for a reader: marks are corrections of theirs; facts and parts of series are derived.
ALTER TABLE "correction" ADD COLUMN "reader_id" INTEGER;
ALTER TABLE "correction" ADD CONSTRAINT "correction_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "reader"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "correction_kind_idx" ON "correction"("kind");

ALTER TABLE "series" ADD COLUMN "triage" JSONB;

CREATE TABLE "series_part" (
    "series_id" INTEGER NOT NULL,
    "person" TEXT NOT NULL,
    "addresses" TEXT[],
    "part" JSONB NOT NULL,

    CONSTRAINT "series_part_pkey" PRIMARY KEY ("series_id","person")
);

CREATE INDEX "series_part_addresses_idx" ON "series_part" USING GIN ("addresses");
ALTER TABLE "series_part" ADD CONSTRAINT "series_part_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "saved_view" (
    "id" SERIAL NOT NULL,
    "reader_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "saved_view_reader_id_name_key" ON "saved_view"("reader_id", "name");
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "reader"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "maintainers_read" (
    "path" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "sections" INTEGER NOT NULL,
    "problem" TEXT,
    "read_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "maintainers_read_pkey" PRIMARY KEY ("path")
);
