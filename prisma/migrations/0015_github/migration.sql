-- Links to code in the mails of a series, and what GitHub says of them and of where patches landed.
CREATE TABLE "code_link" (
    "series_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "host" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "is_named" BOOLEAN NOT NULL,
    "mail" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "by" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "mails" INTEGER NOT NULL,

    CONSTRAINT "code_link_pkey" PRIMARY KEY ("series_id", "position")
);
ALTER TABLE "code_link" ADD CONSTRAINT "code_link_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "github_answer" (
    "question" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "has_next" BOOLEAN NOT NULL,
    "used_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "github_answer_pkey" PRIMARY KEY ("question")
);
CREATE INDEX "github_answer_used_at_idx" ON "github_answer"("used_at");

CREATE TABLE "github_limit" (
    "resource" TEXT NOT NULL,
    "most" INTEGER NOT NULL,
    "remaining" INTEGER NOT NULL,
    "reset_at" TIMESTAMPTZ NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "github_limit_pkey" PRIMARY KEY ("resource")
);

CREATE TABLE "github_contact" (
    "host" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ,
    "problem" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "tried_at" TIMESTAMPTZ NOT NULL,
    "next_try_at" TIMESTAMPTZ,

    CONSTRAINT "github_contact_pkey" PRIMARY KEY ("host")
);

CREATE TABLE "github_place" (
    "key" TEXT NOT NULL,
    "facts" JSONB,
    "seen_at" TIMESTAMPTZ,
    "problem" TEXT,
    "tried_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "github_place_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "github_landing" (
    "slug" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "searched_at" TIMESTAMPTZ,
    "named_at" TIMESTAMPTZ,
    "problem" TEXT,
    "tried_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "github_landing_pkey" PRIMARY KEY ("slug", "repository")
);
