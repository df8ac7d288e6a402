-- How commits came into the branch of a tree, and the page that shows a commit of it.
ALTER TABLE "tree" ADD COLUMN "pages" TEXT,
  ADD COLUMN "is_remade" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "passed" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "tree_commit" ADD COLUMN "arrival" JSONB, ADD COLUMN "seen_at" TIMESTAMPTZ;
-- What was looked at before is looked at again, for its arrival and its release.
UPDATE "tree_commit" SET "looked_at" = NULL FROM "tree"
  WHERE "tree"."id" = "tree_id" AND "source" = 'git' AND "looked_at" IS NOT NULL;
