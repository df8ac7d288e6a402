-- Patches that somebody took and posted again among others, which are not held, are told with the series they are of.
ALTER TABLE "series" ADD COLUMN "only_reposts" BOOLEAN NOT NULL DEFAULT false;
