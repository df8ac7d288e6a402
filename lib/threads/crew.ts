import { bundled, threadOf } from './bundled';
import { compileLater } from './compileLater';
import { Tasks } from './tasks';
import { MailTasks } from './mailTasks';

const names = ['readKeys', 'tellMails'] as const;
const mailNames = ['readMails', 'readStored', 'tablesOf', 'keep', 'readClusters', 'derive'] as const;

/** One who does tasks, one after the other, and keeps what was read for the next. */
export type Member = Doing<Tasks, (typeof names)[number]>;

/** One who reads mail for the database and derives series of it. */
export type MailMember = Doing<MailTasks, (typeof mailNames)[number]>;

type Doing<All, Name extends keyof All> = {
  readonly [name in Name]: All[name] extends (given: infer Given) => infer Answer
    ? (given: Given) => Promise<Awaited<Answer>>
    : never;
} & { readonly end: () => Promise<void> };

/** A thread's heap, in MB. */
interface Heap {
  readonly maxOldGenerationSizeMb: number;
  readonly maxYoungGenerationSizeMb: number;
}

/**
 * A limit below 2 GB makes V8 collect garbage sooner, for a little more time: the largest series seen needs 300 MB. The young
 * generation is large because nearly all that is made for a line is dropped with it.
 */
const heapOfAThread: Heap = { maxOldGenerationSizeMb: 1_536, maxYoungGenerationSizeMb: 48 };
/** Rows are made besides: twice the room takes two percent less time, and 50 MB. */
const heapForMail: Heap = { ...heapOfAThread, maxYoungGenerationSizeMb: 96 };

/** Those who do tasks at once: as many threads; this one when there are fewer than two. */
export function crewOf(threads: number): readonly Member[] {
  compileLater();
  return threads < 2
    ? [inThisThread(new Tasks(), names)]
    : inThreads(threads, new URL('./thread.ts', import.meta.url), names, heapOfAThread);
}

/** As `crewOf`, for mail that is to be stored or is. */
export function mailCrewOf(threads: number): readonly MailMember[] {
  compileLater();
  return threads < 2
    ? [inThisThread(new MailTasks(), mailNames)]
    : inThreads(threads, new URL('./mailThread.ts', import.meta.url), mailNames, heapForMail);
}

function inThisThread<All, Name extends keyof All & string>(
  tasks: All,
  names: readonly Name[],
): Doing<All, Name> {
  const doing = names.map((name) => [
    name,
    async (given: unknown) => (tasks[name] as (given: unknown) => unknown).call(tasks, given),
  ]);
  return Object.assign(Object.fromEntries(doing) as Doing<All, Name>, { end: () => Promise.resolve() });
}

function inThreads<All, Name extends keyof All & string>(
  threads: number,
  module: URL,
  names: readonly Name[],
  heap: Heap,
): readonly Doing<All, Name>[] {
  const code = bundled(module);
  // Heard of by whoever asks for a task.
  code.catch(() => undefined);
  return Array.from({ length: threads }, () => {
    const pool = code.then((filename) => threadOf(filename, names[0] ?? '', heap));
    pool.catch(() => undefined);
    const doing = names.map((name) => [name, async (given: unknown) => (await pool).run(given, { name })]);
    return Object.assign(Object.fromEntries(doing) as Doing<All, Name>, {
      end: async () => (await pool).destroy(),
    });
  });
}
