import { isRobot } from '../discussion/index';
import type { MessageId } from '../mail/index';
import { forgeLinks, namedFiles, type ForgePlace } from '../patch/index';
import type { Recognition, Series, SeriesMail } from '../series/index';

/** Code outside the mails that a series speaks of, and the mail that first did so. */
export interface CodeLink extends ForgePlace {
  /** As written; of a file that is only named, the link it is named beside. */
  readonly url: string;
  /** A file that a sentence names beside a link to its repository ("see examples/iopf.c"): nobody linked it. */
  readonly isNamed: boolean;
  readonly mail: MessageId;
  readonly date: Date | undefined;
  /** Who wrote the mail. */
  readonly by: string;
  /** The sentence that tells of it. */
  readonly sentence: string;
  /** Mails of the series that link it. */
  readonly mails: number;
}

/** More things than this are a report, not a reader's way to the code. */
const mostThings = 40;

/**
 * Links to forges in the mails of a series and in the cover letters under which its patches were posted again, by date of the mail
 * that has them first. Left out are quotes, diffs, signatures and what programs write: their reports link the same trees below
 * every patch.
 */
export function codeLinksOf(recognition: Recognition, series: Series): readonly CodeLink[] {
  const touched = pathsOf(series);
  const found = new Map<string, CodeLink>();
  for (const id of [...series.mails, ...coversOfReposts(recognition, series)]) {
    const held = recognition.byId.get(id);
    if (!held || isRobot(held.mail.from, held.mail.text)) continue;
    const seen = new Set<string>();
    for (const link of linksOf(held, touched)) {
      const key = codeKey(link);
      const known = found.get(key);
      if (seen.has(key) || (!known && found.size >= mostThings)) continue;
      seen.add(key);
      found.set(
        key,
        known ? { ...known, mails: known.mails + 1, isNamed: known.isNamed && link.isNamed } : link,
      );
    }
  }
  return [...found.values()];
}

/** A maintainer who posts patches again says in the cover letter where his branch is. */
function coversOfReposts(recognition: Recognition, series: Series): ReadonlySet<MessageId> {
  const own = new Set(series.mails);
  return new Set(
    series.reposts.flatMap(({ mail }) => {
      const above = recognition.parentOf.get(mail);
      return above !== undefined && !own.has(above) && recognition.byId.get(above)?.kind === 'cover'
        ? [above]
        : [];
    }),
  );
}

/** What two links to one thing have in common. Owners and repositories are told apart by letters alone, not by their case. */
export function codeKey({ host, repository, kind, what }: ForgePlace): string {
  return `${host}/${repository.toLowerCase()} ${kind} ${what}`.trimEnd();
}

function linksOf(held: SeriesMail, touched: ReadonlySet<string>): readonly CodeLink[] {
  const { mail } = held;
  const of = { mail: mail.id, date: mail.date, by: mail.from.name || mail.from.address, mails: 1 };
  const links = forgeLinks(proseOf(held));
  return links.flatMap(({ at, ...link }): CodeLink[] => {
    const beside = links.filter(({ sentence }) => sentence === link.sentence).map((one) => one.at);
    const named = canHoldFiles(link)
      ? namedFiles(link.sentence).filter((file) => !touched.has(file.path) && nearest(beside, file.at) === at)
      : [];
    return [
      { ...link, ...of, isNamed: false },
      ...named.map(({ path }): CodeLink => ({
        ...link,
        ...of,
        kind: 'file',
        what: `${link.what === '' ? 'HEAD' : link.what}/${path}`,
        isNamed: true,
      })),
    ];
  });
}

function canHoldFiles({ kind }: ForgePlace): boolean {
  return kind === 'repository' || kind === 'branch';
}

/** Of links in one sentence a file is said to be in the one before it; in the first when it stands before all. */
function nearest(links: readonly number[], file: number): number {
  const before = links.filter((at) => at < file);
  return before.length > 0 ? Math.max(...before) : Math.min(...links);
}

const signature = /^-- ?$/;

/** What a person wrote in a mail: without diff and signature, line for line. */
function proseOf(held: SeriesMail): string {
  const lines = held.mail.text.split('\n');
  if (held.kind === 'cover' || held.kind === 'patch') {
    const { sections } = held.patch;
    return lines
      .map((line, at) =>
        sections.some(({ kind, start, end }) => isProse(kind) && at + 1 >= start && at + 1 < end) ? line : '',
      )
      .join('\n');
  }
  const end = lines.findLastIndex((line) => signature.test(line));
  return lines.slice(0, end < 0 ? undefined : end).join('\n');
}

function isProse(kind: string): boolean {
  return kind === 'message' || kind === 'notes';
}

/** Files that the series itself changes: where a sentence names one of these it speaks of the patch. */
function pathsOf(series: Series): ReadonlySet<string> {
  return new Set(
    series.versions.flatMap(({ patches }) =>
      patches.flatMap((slot) =>
        slot.kind === 'held'
          ? slot.patch.files.flatMap(({ oldPath, newPath }) =>
              [oldPath, newPath].filter((path) => path !== undefined),
            )
          : [],
      ),
    ),
  );
}
