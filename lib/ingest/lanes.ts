import PQueue from 'p-queue';

/** Has the database told what was prepared; waits only while what was prepared before is still to be told. */
export type Store = (tell: () => Promise<void>) => Promise<void>;

/**
 * Members prepare at the same time, and the database is told what they prepared, one after the other or a few at once. Nobody
 * prepares more while two of what they prepared before are waiting, so what is in memory is bounded.
 */
export class Lanes<Member extends object> {
  private readonly free: Member[];
  private readonly waiting: ((member: Member) => void)[] = [];
  private readonly storing: PQueue;
  private readonly last = new Map<Member, Promise<void>>();
  private readonly running = new Set<Promise<void>>();
  private readonly problems: unknown[] = [];

  /** @param atOnce How many the database is told at once: more than one where they do not wait for one another. */
  constructor(members: readonly Member[], atOnce = 1) {
    this.free = [...members];
    this.storing = new PQueue({ concurrency: atOnce });
  }

  /**
   * Waits for a member that is free, and lets it begin.
   *
   * @param prepare What it does, and how that is put into the database: in one piece, or as it goes.
   * @throws what was thrown by work that was handed out before: nothing more is begun.
   */
  async hand(prepare: (member: Member, store: Store) => Promise<void>): Promise<void> {
    const member = this.free.pop() ?? (await new Promise<Member>((begin) => this.waiting.push(begin)));
    if (this.problems.length > 0) {
      this.release(member);
      throw this.problems[0];
    }
    const run = prepare(member, (tell) => this.store(member, tell))
      .catch((problem: unknown) => void this.problems.push(problem))
      .finally(() => this.release(member));
    this.running.add(run);
    void run.then(() => this.running.delete(run));
  }

  private async store(member: Member, tell: () => Promise<void>): Promise<void> {
    await this.last.get(member);
    const stored = this.storing
      .add(async () => {
        if (this.problems.length === 0) await tell();
      })
      .catch((problem: unknown) => void this.problems.push(problem));
    this.last.set(member, stored);
  }

  private release(member: Member): void {
    const next = this.waiting.shift();
    if (next) next(member);
    else this.free.push(member);
  }

  /** Waits until everything that was begun is done with, whatever became of it. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
    await this.storing.onIdle();
  }

  /** As `settled`; throws what was thrown. */
  async done(): Promise<void> {
    await this.settled();
    if (this.problems.length > 0) throw this.problems[0];
  }
}
