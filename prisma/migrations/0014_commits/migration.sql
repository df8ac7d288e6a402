-- Commits of followed trees: read from local clones or asked of GitHub, found by the keys that patches ask for.
CREATE TABLE "tree" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "tip" TEXT,
    "goal" TEXT,
    "without" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "commits" INTEGER NOT NULL DEFAULT 0,
    "tags" TEXT NOT NULL DEFAULT '',
    "shallow" TEXT NOT NULL DEFAULT '',
    "problem" TEXT,
    "read_at" TIMESTAMPTZ,

    CONSTRAINT "tree_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "tree_name_key" ON "tree"("name");

CREATE TABLE "tree_commit" (
    "id" SERIAL NOT NULL,
    "tree_id" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "committer" TEXT NOT NULL,
    "authored_at" TIMESTAMPTZ,
    "committed_at" TIMESTAMPTZ NOT NULL,
    "links" TEXT[] NOT NULL,
    "fixes" TEXT[] NOT NULL,
    "reverts" TEXT[] NOT NULL,
    "upstream" TEXT[] NOT NULL,
    "keys" TEXT[] NOT NULL,
    "release" TEXT,
    "released_at" TIMESTAMPTZ,
    "diff" TEXT,
    "url" TEXT,
    "wanted" BOOLEAN NOT NULL DEFAULT false,
    "looked_at" TIMESTAMPTZ,
    "change" BIGSERIAL NOT NULL,

    CONSTRAINT "tree_commit_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "tree_commit_tree_id_hash_key" ON "tree_commit"("tree_id", "hash");
CREATE INDEX "tree_commit_keys_idx" ON "tree_commit" USING GIN ("keys");
CREATE INDEX "tree_commit_change_idx" ON "tree_commit"("change");
-- Those of which more is to be read.
CREATE INDEX "tree_commit_wanted_idx" ON "tree_commit"("tree_id") WHERE "wanted" AND "looked_at" IS NULL;
-- Those that are in no final release yet, of which a new tag may tell.
CREATE INDEX "tree_commit_looked_idx" ON "tree_commit"("tree_id", "release") WHERE "looked_at" IS NOT NULL;
ALTER TABLE "tree_commit" ADD CONSTRAINT "tree_commit_tree_id_fkey" FOREIGN KEY ("tree_id") REFERENCES "tree"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The keys under which commits bear on a series: a new commit re-derives these and no others.
CREATE TABLE "series_commit_key" (
    "key" TEXT NOT NULL,
    "series_id" INTEGER NOT NULL,

    CONSTRAINT "series_commit_key_pkey" PRIMARY KEY ("key", "series_id")
);
CREATE INDEX "series_commit_key_series_id_idx" ON "series_commit_key"("series_id");
ALTER TABLE "series_commit_key" ADD CONSTRAINT "series_commit_key_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;
