import { Tinypool } from 'tinypool';
import type { SearchedMail } from '../search/index';
import { bundled } from './bundled';
import type { vectorsOf } from './vectorThread';

/** Makes in another thread what mails are found by, while this one talks to the database. */
export interface VectorThread {
  readonly vectorsOf: (mails: readonly SearchedMail[]) => Promise<readonly string[]>;
  readonly end: () => Promise<void>;
}

/** A thread that starts when it is first asked. */
export function vectorThread(): VectorThread {
  let pool: Promise<Tinypool> | undefined;
  const started = async (): Promise<Tinypool> => {
    const filename = await bundled(new URL('./vectorThread.ts', import.meta.url));
    // Named because it is asked for when the thread starts, and looked for as a file where it is not found.
    return new Tinypool({
      filename,
      name: 'vectorsOf',
      runtime: 'worker_threads',
      minThreads: 1,
      maxThreads: 1,
    });
  };
  return {
    vectorsOf: async (mails) =>
      (await (pool ??= started())).run(mails) as Promise<ReturnType<typeof vectorsOf>>,
    end: async () => {
      const running = await pool?.catch(() => undefined);
      await running?.destroy();
    },
  };
}
