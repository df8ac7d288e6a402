-- Vectors do not become smaller: 53 MB of them stayed 53 MB, and trying took more than half of the time of writing them.
ALTER TABLE "mail_words" ALTER COLUMN "words" SET STORAGE EXTERNAL;
