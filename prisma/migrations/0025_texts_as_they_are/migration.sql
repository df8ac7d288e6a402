-- What pages read first, what is deflated, and vectors: trying to compress them takes longer than reading and writing them as they are.
ALTER TABLE "mail" ALTER COLUMN "text" SET STORAGE EXTERNAL;
ALTER TABLE "raw_mail" ALTER COLUMN "raw" SET STORAGE EXTERNAL;
ALTER TABLE "remark_words" ALTER COLUMN "words" SET STORAGE EXTERNAL;
