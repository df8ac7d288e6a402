import { normaliseTitle } from '../patch/index';
import type { Mail, MessageId } from '../mail/index';

/** A request to pull, as `git request-pull` writes it. */
export interface Pull {
  readonly mail: MessageId;
  readonly by: string;
  readonly date: Date | undefined;
  /** "git://...linux.git tags/iommu-updates-v6.13": what is to be pulled. */
  readonly what: string;
  /** Folded titles of its shortlog, with who the shortlog says wrote them, lower case. */
  readonly titles: ReadonlyMap<string, readonly string[]>;
  /** The tracker's word that it was merged. */
  readonly merged: Merged | undefined;
}

export interface Merged {
  /** The request. */
  readonly pull: MessageId;
  readonly mail: MessageId;
  readonly date: Date | undefined;
  /** "torvalds/linux.git" */
  readonly tree: string;
  readonly commit: string | undefined;
}

/** What `git request-pull` puts before the address, and before the last commit (git's own script). */
const source = /^are available in the Git repository at:\s+(\S[^\n]{0,400})$/im;
const fetch = /^for you to fetch (?:all )?changes up to\b/im;
/** "Joel Granados (3):", from git-shortlog. */
const shortlogHead = /^(\S[^\n]{0,200}?) \((\d{1,5})\):$/;
/** "The pull request you sent on ...: > URL REF has been merged into torvalds/linux.git: URL" (korg.docs.kernel.org/prtracker.html) */
const tracked =
  /^The pull request you sent on [^]{0,1000}?\bhas been merged into (\S{1,200}?):\s+(?:https?:\/\/\S+\/([0-9a-f]{7,64}))?/m;

/** Mail with more lines of shortlog than this lists no more: the largest merge window has about 15,000 commits. */
const mostTitles = 20_000;

/** The pull requests among mails, by date; each with the tracker's answer if there is one. Mail with one Message-ID counts once. */
export function pullsOf(mails: readonly Mail[]): readonly Pull[] {
  const byId = new Map(mails.map((mail) => [mail.id, mail]));
  const merges = new Map<MessageId, Merged>();
  for (const mail of byId.values()) {
    const merged = mergeIn(mail);
    if (merged && (merges.get(merged.pull)?.mail ?? merged.mail) >= merged.mail)
      merges.set(merged.pull, merged);
  }
  const pulls = [...byId.values()].flatMap((mail) => {
    const pull = pullIn(mail);
    return pull ? [{ ...pull, merged: merges.get(mail.id) }] : [];
  });
  return pulls.sort(
    (a, b) => (a.date?.getTime() ?? Infinity) - (b.date?.getTime() ?? Infinity) || order(a, b),
  );
}

function order(a: Pull, b: Pull): number {
  return a.mail < b.mail ? -1 : 1;
}

/** What a mail asks to be pulled; undefined when it asks for nothing. Quoted requests are not read: they are another mail's. */
export function pullIn(mail: Mail): Omit<Pull, 'merged'> | undefined {
  const what = source.exec(mail.text);
  if (!what || !fetch.test(mail.text)) return undefined;
  const titles = shortlogOf(lastPart(mail.text.slice(what.index)));
  if (titles.size === 0) return undefined;
  return {
    mail: mail.id,
    by: mail.from.name || mail.from.address,
    date: mail.date,
    what: (what[1] ?? '').trim().replace(/\s+/g, ' '),
    titles,
  };
}

/** What follows the last rule: git puts the words of a signed tag between two of them, and the shortlog after. */
function lastPart(text: string): string {
  const rule = text.lastIndexOf(`\n${'-'.repeat(40)}`);
  return rule < 0 ? text : text.slice(text.indexOf('\n', rule + 1));
}

/** "Name (3):" and, further in, a title a line; a title that git-shortlog wrapped goes on still further in. */
function shortlogOf(text: string): ReadonlyMap<string, readonly string[]> {
  const titles = new Map<string, readonly string[]>();
  let author = '';
  let left = 0;
  let indent = 0;
  let open = '';
  const close = () => {
    const key = open === '' ? '' : normaliseTitle(open);
    if (key !== '') titles.set(key, [...(titles.get(key) ?? []), author]);
    open = '';
  };
  for (const line of text.split('\n')) {
    if (titles.size >= mostTitles) break;
    const head = shortlogHead.exec(line);
    if (head) {
      close();
      [author, left, indent] = [(head[1] ?? '').toLowerCase(), Number(head[2]), 0];
      continue;
    }
    const [, blanks = '', words = ''] = /^(\s+)(\S.*)$/.exec(line) ?? [];
    if (words === '' || author === '') {
      close();
      author = '';
      continue;
    }
    if (indent === 0) indent = blanks.length;
    if (blanks.length > indent && open !== '') open += ` ${words}`;
    else {
      close();
      if (left > 0) open = words;
      left -= 1;
    }
  }
  close();
  return titles;
}

/** The tracker's word that a pull request was merged, which it says in reply to it. */
export function mergeIn(mail: Mail): Merged | undefined {
  const [pull] = mail.parents;
  const [, tree, commit] = /^pr-tracker-bot@/i.test(mail.from.address) ? (tracked.exec(mail.text) ?? []) : [];
  return tree === undefined || pull === undefined
    ? undefined
    : { pull, mail: mail.id, date: mail.date, tree, commit };
}
