import { Tinypool } from 'tinypool';
import { readKeys, tellMails } from './tasks';

/** Who does the tasks. */
export interface Crew {
  readKeys: typeof readKeys;
  tellMails: typeof tellMails;
  end: () => Promise<void>;
}

/**
 * A thread's heap, in MB. A limit below 2 GB makes V8 collect garbage sooner, for a little more time: the largest series seen
 * needs 300 MB.
 */
const heapOfAThread = { maxOldGenerationSizeMb: 1_536, maxYoungGenerationSizeMb: 32 } as const;

/** Tasks done by `threads` threads at once; by this one when there are fewer than two. */
export function crewOf(threads: number): Crew {
  if (threads < 2) return { readKeys, tellMails, end: () => Promise.resolve() };
  const pool = new Tinypool({
    filename: new URL('./thread.mjs', import.meta.url).href,
    runtime: 'worker_threads',
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: heapOfAThread,
  });
  return {
    readKeys: (task) => pool.run(task, { name: 'readKeys' }) as ReturnType<typeof readKeys>,
    tellMails: (task) => pool.run(task, { name: 'tellMails' }) as ReturnType<typeof tellMails>,
    end: () => pool.destroy(),
  };
}
