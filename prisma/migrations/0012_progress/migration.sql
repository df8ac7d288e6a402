-- How far a series has come on its way upstream. Filled when a series is derived again.
ALTER TABLE "series" ADD COLUMN "stage" TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE "series" ADD COLUMN "stage_since" TIMESTAMPTZ;
ALTER TABLE "series" ADD COLUMN "progress" JSONB NOT NULL DEFAULT '{"why":"","evidence":[],"rows":[],"steps":[]}';
CREATE INDEX "series_stage_stage_since_idx" ON "series" ("stage", "stage_since");
