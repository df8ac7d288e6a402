-- Of a long series whose turn it was is told for the end of each day, or of each second, third ... that has mail; 0: for each moment.
ALTER TABLE "series" ADD COLUMN "turn_days" INTEGER NOT NULL DEFAULT 0;
