import { analyse, bundlePart, type BundlePart } from '../analysis/index';
import { maintainersOf, type MaintainersFile } from '../maintainers/index';
import type { Mail } from '../mail/index';
import { mergeIn, patchKeys, pullIn, type Commit } from '../progress/index';
import { onePerId, seriesKeys } from '../series/index';
import { bytesOf, type Batch, type Piece } from './batch';
import { KeptMails, mailOrWhy } from './kept';

/** Mail dated after `at` is left out, and that moment is taken for now. */
export interface Moment {
  readonly at: Date | undefined;
}

/** What is known from elsewhere than mail. */
export interface Besides {
  /** Commits of followed trees that may be patches of the mails. */
  readonly commits: readonly Commit[];
  /** Who looks after files. */
  readonly maintainers: MaintainersFile | undefined;
}

/** What was read of a mail: what leads to others; why it is no mail; or that it is left out by its date. */
export type KeysRead = Leads | { readonly why: string } | 'left out';

export interface Leads {
  /** Mails that share one are analysed together. */
  readonly keys: readonly string[];
  /** Keys of the commit it may have become. */
  readonly commits: readonly string[];
  /** Titles of the patches it asks to be pulled: their series are told of it, and stay by themselves. */
  readonly pulls: readonly string[];
  /** The request to pull that it says to be merged, as a key. */
  readonly merges: string | undefined;
  readonly date: Date | undefined;
}

/**
 * Bytes of raw mail whose parsed mails are kept from the first task to the second, for each thread. A parsed mail with its patch takes
 * twice its bytes; what has no room is read again, which costs a seventh of the work.
 */
const mostKept = 14 * 1024 * 1024;

/** The tasks of one thread. Mails that it read for their keys it need not read again to tell what they say. */
export class Tasks {
  private readonly kept = new KeptMails(mostKept);

  /** Reads which mails are to be analysed together, one answer for each. */
  async readKeys({ batch, at }: Moment & { readonly batch: Batch }): Promise<KeysRead[]> {
    const read: KeysRead[] = [];
    for (const piece of batch.mails) {
      const raw = bytesOf(batch, piece);
      const mail = await mailOrWhy(raw);
      if (typeof mail === 'string') read.push({ why: mail });
      else if (isAfter(mail, at)) read.push('left out');
      else {
        read.push(leadsOf(mail));
        this.kept.put(placeOf(batch, piece), { mail, size: raw.length });
      }
    }
    return read;
  }

  /** Tells what mails say that share no key with any but these. `pulls` are read only for the requests to pull they tell of. */
  async tellMails({
    batches,
    pulls,
    besides: { commits, maintainers },
    at,
  }: Moment & {
    readonly batches: readonly Batch[];
    readonly pulls: readonly Batch[];
    readonly besides: Besides;
  }): Promise<BundlePart> {
    const pullMails = onePerId(await this.mailsIn(pulls));
    const mails = await this.mailsIn(batches);
    // Each is told once: what is needed for these is not needed after.
    for (const batch of batches) for (const piece of batch.mails) this.kept.take(placeOf(batch, piece));
    return bundlePart(
      analyse(mails, {
        pullMails,
        commits,
        ...(at && { at }),
        ...(maintainers && { maintainers: maintainersOf(maintainers) }),
      }),
    );
  }

  private async mailsIn(batches: readonly Batch[]): Promise<readonly Mail[]> {
    const mails: Mail[] = [];
    for (const batch of batches)
      for (const piece of batch.mails) {
        const mail = this.kept.get(placeOf(batch, piece)) ?? (await mailOrWhy(bytesOf(batch, piece)));
        if (typeof mail !== 'string') mails.push(mail);
      }
    return mails;
  }
}

function placeOf({ number }: Batch, { start }: Piece): string {
  return `${number} ${start}`;
}

function leadsOf(mail: Mail): Leads {
  const merged = mergeIn(mail);
  return {
    keys: seriesKeys(mail),
    commits: patchKeys(mail),
    pulls: [...(pullIn(mail)?.titles.keys() ?? [])],
    merges: merged && `id:${merged.pull}`,
    date: mail.date,
  };
}

function isAfter({ date }: Mail, at: Date | undefined): boolean {
  return at !== undefined && date !== undefined && date > at;
}
