import { defineConfig } from 'prisma/config';

/** Only for `prisma generate` and `prisma format`; the program applies migrations itself (lib/store). */
export default defineConfig({ schema: 'prisma/schema.prisma' });
