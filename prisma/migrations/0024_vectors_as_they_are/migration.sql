-- Vectors do not become smaller: trying to compress them took a tenth of what it takes to store a mail.
ALTER TABLE "mail_words" ALTER COLUMN "words" SET STORAGE EXTERNAL;
