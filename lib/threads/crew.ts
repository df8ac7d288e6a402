import { bundled, threadOf } from './bundled';
import { Tasks } from './tasks';

/** One who does tasks, one after the other, and keeps what was read for the next. */
export interface Member {
  readKeys: Tasks['readKeys'];
  tellMails: Tasks['tellMails'];
  end: () => Promise<void>;
}

/**
 * A thread's heap, in MB. A limit below 2 GB makes V8 collect garbage sooner, for a little more time: the largest series seen
 * needs 300 MB. The young generation is large because nearly all that is made for a line is dropped with it.
 */
const heapOfAThread = { maxOldGenerationSizeMb: 1_536, maxYoungGenerationSizeMb: 48 } as const;

/** Those who do tasks at once: as many threads; this one when there are fewer than two. */
export function crewOf(threads: number): readonly Member[] {
  if (threads < 2) {
    const tasks = new Tasks();
    return [
      {
        readKeys: (task) => tasks.readKeys(task),
        tellMails: (task) => tasks.tellMails(task),
        end: () => Promise.resolve(),
      },
    ];
  }
  const code = bundled(new URL('./thread.ts', import.meta.url));
  // Heard of by whoever asks for a task.
  code.catch(() => undefined);
  return Array.from({ length: threads }, () => memberWith(code));
}

function memberWith(code: Promise<string>): Member {
  const pool = code.then((filename) => threadOf(filename, 'readKeys', heapOfAThread));
  pool.catch(() => undefined);
  return {
    readKeys: async (task) => (await pool).run(task, { name: 'readKeys' }) as ReturnType<Tasks['readKeys']>,
    tellMails: async (task) =>
      (await pool).run(task, { name: 'tellMails' }) as ReturnType<Tasks['tellMails']>,
    end: async () => (await pool).destroy(),
  };
}
