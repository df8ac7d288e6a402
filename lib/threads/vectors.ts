import type { Tinypool } from 'tinypool';
import type { SearchedMail } from '../search/index';
import { bundled, threadOf } from './bundled';
import type { vectorsOf } from './vectorThread';

/** Makes in another thread what mails are found by, while this one talks to the database. */
export interface VectorThread {
  readonly vectorsOf: (mails: readonly SearchedMail[]) => Promise<readonly string[]>;
  readonly end: () => Promise<void>;
}

/** A thread that starts when it is first asked. */
export function vectorThread(): VectorThread {
  let pool: Promise<Tinypool> | undefined;
  const started = async (): Promise<Tinypool> =>
    threadOf(await bundled(new URL('./vectorThread.ts', import.meta.url)), 'vectorsOf');
  return {
    vectorsOf: async (mails) =>
      (await (pool ??= started())).run(mails) as Promise<ReturnType<typeof vectorsOf>>,
    end: async () => {
      const running = await pool?.catch(() => undefined);
      await running?.destroy();
    },
  };
}
