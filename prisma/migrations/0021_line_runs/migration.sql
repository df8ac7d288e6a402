-- Where the lines of replies come from is told in runs; a rebuild makes them of what is stored.
UPDATE "series_mail" SET "lines" = NULL WHERE "lines" IS NOT NULL;
