-- Who reads here. Until there is sign-in an install has one reader; everything personal is keyed by it all the same.
CREATE TABLE "reader" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reader_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "reader_address" (
    "address" TEXT NOT NULL,
    "reader_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "reader_address_pkey" PRIMARY KEY ("address")
);

CREATE INDEX "reader_address_reader_id_idx" ON "reader_address"("reader_id");
ALTER TABLE "reader_address" ADD CONSTRAINT "reader_address_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "reader"("id") ON DELETE CASCADE ON UPDATE CASCADE;
