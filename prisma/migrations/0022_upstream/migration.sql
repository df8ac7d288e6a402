-- Where what a maintainer takes goes from there; a rebuild tells it.
ALTER TABLE "series" ADD COLUMN "upstream" TEXT;
