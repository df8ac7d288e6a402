-- When the last step of a series happened: of requests to pull and of commits no mail of the series tells.
ALTER TABLE "series" ADD COLUMN "moved_at" TIMESTAMPTZ;
UPDATE "series" SET "moved_at" = (
  SELECT max(COALESCE(step->>'date', step->'between'->>'atLatest')::timestamptz)
  FROM jsonb_array_elements("progress"->'steps') AS step
);
