import { availableParallelism } from 'node:os';
import { mailCrewOf, type MailMember } from './crew';

/** More threads than this wait for the database. */
const mostThreads = 4;
/** Bytes of raw mail; what takes less time than starting threads is done in this one. */
const worthThreads = 4 * 1024 * 1024;

/** Those who read mail for the database and derive series of it, and which stored mails they keep. */
export class MailCrew {
  readonly members: readonly MailMember[];
  private readonly keptBy = new Map<string, MailMember>();
  private batches = 0;

  constructor(threads: number) {
    this.members = mailCrewOf(threads);
  }

  /** As many as is worth it for mails of so many bytes. */
  static for(bytes: number): MailCrew {
    return new MailCrew(bytes < worthThreads ? 1 : Math.min(availableParallelism(), mostThreads));
  }

  /** A number for the next batch. */
  nextBatch(): number {
    return this.batches++;
  }

  keeps(by: MailMember, rawIds: readonly string[]): void {
    for (const rawId of rawIds) this.keptBy.set(rawId, by);
  }

  /** Who keeps a mail. */
  keeperOf(rawId: string): MailMember | undefined {
    return this.keptBy.get(rawId);
  }

  /** A mail that is kept is needed once. */
  taken(rawIds: readonly string[]): void {
    for (const rawId of rawIds) this.keptBy.delete(rawId);
  }

  async end(): Promise<void> {
    await Promise.all(this.members.map((member) => member.end()));
  }
}
