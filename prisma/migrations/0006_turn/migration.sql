-- Whose turn a series and each patch of its newest version is. Filled when a series is derived again.
ALTER TABLE "series" ADD COLUMN "turn_on" TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE "series" ADD COLUMN "turn_people" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "series" ADD COLUMN "turn_since" TIMESTAMPTZ;
ALTER TABLE "series" ADD COLUMN "turn_why" TEXT NOT NULL DEFAULT '';
ALTER TABLE "series" ADD COLUMN "turn_evidence" JSONB NOT NULL DEFAULT '[]';
CREATE INDEX "series_turn_on_turn_since_idx" ON "series" ("turn_on", "turn_since");
CREATE INDEX "series_turn_since_idx" ON "series" ("turn_since");

ALTER TABLE "patch" ADD COLUMN "turn" JSONB;
