-- When the last step of a series happened: of requests to pull and of commits no mail of the series tells.
ALTER TABLE "series" ADD COLUMN "moved_at" TIMESTAMPTZ;
UPDATE "series" SET "moved_at" = (
  SELECT max(COALESCE(step->>'date', step->'between'->>'atLatest')::timestamptz)
  FROM jsonb_array_elements("progress"->'steps') AS step
);
-- Whom the Reported-by: trailers of a commit name. Those that fix or take back what was posted here are looked at again for them, and
-- those of which nothing told when they came, for the tag that tells it at the latest.
ALTER TABLE "tree_commit" ADD COLUMN "reporters" TEXT[];
UPDATE "tree_commit" SET "looked_at" = NULL FROM "tree"
  WHERE "tree"."id" = "tree_id" AND "source" = 'git' AND "looked_at" IS NOT NULL
  AND (cardinality("fixes") + cardinality("reverts") > 0 OR "arrival"->>'by' = "hash");
