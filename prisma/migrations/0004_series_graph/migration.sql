-- What speaks of a series besides its versions. Filled when it is derived again.
ALTER TABLE "series" ADD COLUMN "reposts" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "series" ADD COLUMN "absent" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "series" ADD COLUMN "maybe" JSONB NOT NULL DEFAULT '[]';
