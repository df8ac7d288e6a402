-- AlterTable
ALTER TABLE "pending_mail" ADD COLUMN     "mark" BIGSERIAL NOT NULL,
ADD COLUMN     "problem" TEXT;
