-- Whose turn a series was, from each moment on at which that changed.
ALTER TABLE "series" ADD COLUMN "turns_over" JSONB NOT NULL DEFAULT '[]';
