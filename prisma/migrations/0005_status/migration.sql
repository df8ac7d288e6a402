-- What became of remarks, what was given to patches, and where remarks belong in later versions. Filled when a series is
-- derived again.
ALTER TABLE "remark" ADD COLUMN "asks" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "remark" ADD COLUMN "state" TEXT;
ALTER TABLE "remark" ADD COLUMN "made_on" TEXT;
ALTER TABLE "remark" ADD COLUMN "addressed_in" TEXT;
ALTER TABLE "remark" ADD COLUMN "state_why" TEXT;
ALTER TABLE "remark" ADD COLUMN "evidence" JSONB NOT NULL DEFAULT '[]';
CREATE INDEX "remark_series_id_state_idx" ON "remark" ("series_id", "state");

ALTER TABLE "series" ADD COLUMN "objections" JSONB NOT NULL DEFAULT '[]';

CREATE TABLE "tag" (
    "id" SERIAL NOT NULL,
    "series_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "mail" TEXT NOT NULL,
    "block" INTEGER NOT NULL,
    "given_at" TIMESTAMPTZ,
    "version" TEXT,
    "posting" TEXT,
    "patches" TEXT[],
    "scope" TEXT NOT NULL,
    "holds" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "picked_up" JSONB,
    CONSTRAINT "tag_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "tag_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "tag_series_id_idx" ON "tag" ("series_id");
CREATE INDEX "tag_address_idx" ON "tag" ("address");

CREATE TABLE "carried_remark" (
    "series_id" INTEGER NOT NULL,
    "reply" TEXT NOT NULL,
    "block" INTEGER NOT NULL,
    "patch" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "body_line" INTEGER,
    "path" TEXT,
    "why" TEXT,
    CONSTRAINT "carried_remark_pkey" PRIMARY KEY ("series_id", "patch", "reply", "block"),
    CONSTRAINT "carried_remark_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
