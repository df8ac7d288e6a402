-- Patches that somebody took and posted again, without their cover letter, are told with the series they are of.
ALTER TABLE "series" ADD COLUMN "only_reposts" BOOLEAN NOT NULL DEFAULT false;
