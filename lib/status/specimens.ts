import { placeRemarks, type Discussion } from '../discussion/index';
import type { Mail, Mailbox, MessageId } from '../mail/index';
import { recogniseSeries, type Recognition, type Series } from '../series/index';
import { inferStatus } from './infer';
import type { RemarkStatus, StateCorrection, Status } from './status';

// Threads written for the tests of this room: two patches by Ann, read by Rob and Max, in up to three versions.

export const ann = 'Ann Author <ann@example.org>';
export const rob = 'Rob Reader <rob@example.net>';
export const max = 'Max Maintainer <max@example.com>';

export function messageId(text: string): MessageId {
  return text as MessageId;
}

function mailbox(text: string): Mailbox {
  const [, name = '', address = text] = /^(.*?) ?<(.*)>$/.exec(text) ?? [];
  return { name, address };
}

const day = 86_400_000;
const start = Date.UTC(2024, 2, 1, 12);

/** A mail; `at` in days after the first of March 2024. `parents`: nearest first. */
export function letter(given: {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly from: string;
  readonly at: number;
  readonly parents?: readonly string[];
  readonly to?: readonly string[];
}): Mail {
  return {
    id: messageId(given.id),
    isIdMade: false,
    otherIds: [],
    subject: given.subject,
    from: mailbox(given.from),
    replyTo: [],
    to: (given.to ?? []).map(mailbox),
    cc: [],
    date: new Date(start + given.at * day),
    dateOffset: 0,
    parents: (given.parents ?? []).map(messageId),
    lists: [],
    headers: [],
    text: given.text,
    textParts: [],
    attachments: [],
    problems: [],
  };
}

export interface PatchGiven {
  readonly message?: string;
  /** Lines the patch adds to a function of its file. */
  readonly adds?: readonly string[];
  readonly trailers?: readonly string[];
  readonly notes?: string;
}

const titles = ['cache: count the readers', 'cache: report what is left'] as const;
const files = ['cache.c', 'report.c'] as const;
const defaults: readonly (readonly string[])[] = [
  ['	int readers = 0;', '', '	readers = count(cache);', '	if (readers > LIMIT)', '		return -EBUSY;'],
  ['	report_left(cache);', '	cache->left = 0;'],
];

/** Version `version` of the series: a cover letter and two patches, sent on day `at`. A patch that is `null` is not in it; `tag` (" RESEND") stands in the brackets. */
export function posting(
  version: number,
  at: number,
  patches: readonly (PatchGiven | null)[] = [{}, {}],
  cover = 'The cache forgets its readers.',
  { to = [], tag = '' }: { readonly to?: readonly string[]; readonly tag?: string } = {},
): readonly Mail[] {
  const v = (version === 1 ? '' : ` v${version}`) + tag;
  const id = `v${version}${tag.replace(' ', '-').toLowerCase()}`;
  const held = patches.flatMap((patch, index) => (patch === null ? [] : [{ patch, index }]));
  const head = letter({
    id: `${id}-0`,
    subject: `[PATCH${v} 0/${held.length}] cache: forget nothing`,
    text: `${cover}\n\nAnn Author (${held.length}):\n`,
    from: ann,
    at,
    to,
  });
  return [
    head,
    ...held.map(({ patch, index }, number) =>
      letter({
        id: `${id}-${index + 1}`,
        subject: `[PATCH${v} ${number + 1}/${held.length}] ${titles[index] ?? ''}`,
        text: patchText(index, patch),
        from: ann,
        at: at + 0.001 * (number + 1),
        parents: [head.id],
      }),
    ),
  ];
}

export function patchText(index: number, { message, adds, trailers = [], notes }: PatchGiven): string {
  const file = files[index] ?? 'other.c';
  const added = adds ?? defaults[index] ?? [];
  return [
    message ?? 'Nobody counts the readers today, and so the last one is not known.',
    '',
    ...trailers,
    'Signed-off-by: Ann Author <ann@example.org>',
    '---',
    ...(notes === undefined ? [] : [notes, '']),
    ` ${file} | ${added.length} +`,
    '',
    `diff --git a/${file} b/${file}`,
    `--- a/${file}`,
    `+++ b/${file}`,
    `@@ -10,5 +10,${5 + added.length} @@ int cache_walk(struct cache *cache)`,
    ' {',
    ' 	struct entry *entry;',
    ...added.map((line) => `+${line}`),
    ' 	lock(cache);',
    ' 	visit_all(cache, entry);',
    ' 	unlock(cache);',
  ].join('\n');
}

/** A reply that quotes lines and says something under them; a text alone quotes nothing. */
export function reply(
  id: string,
  from: string,
  to: string,
  at: number,
  ...pieces: readonly (string | readonly [quote: string, said: string])[]
): Mail {
  const text = pieces
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : `${piece[0]
            .split('\n')
            .map((line) => `> ${line}`)
            .join('\n')}\n\n${piece[1]}`,
    )
    .join('\n\n');
  return letter({ id, from, subject: 'Re: [PATCH] cache', text: `${text}\n`, at, parents: [to] });
}

export interface Told {
  readonly recognition: Recognition;
  readonly series: Series;
  readonly discussion: Discussion;
  readonly status: Status;
}

/** The status of the only series in the mails. */
export function tell(mails: readonly Mail[], corrections: readonly StateCorrection[] = []): Told {
  const recognition = recogniseSeries(mails);
  const [series] = recognition.series;
  if (!series || recognition.series.length !== 1)
    throw new Error(`The mails hold ${recognition.series.length} series.`);
  const discussion = placeRemarks(recognition, series);
  return {
    recognition,
    series,
    discussion,
    status: inferStatus(recognition, series, discussion, corrections),
  };
}

/** What became of the first remark of a mail. */
export function stateOf(mails: readonly Mail[], id: string, block = 1): RemarkStatus | undefined {
  return tell(mails).status.remarks.find((one) => one.reply === id && one.block === block);
}

/** Body line of the only line of a patch's text that begins so. */
export function lineOf(text: string, begin: string): number {
  const at = text.split('\n').findIndex((line) => line.startsWith(begin));
  if (at < 0) throw new Error(`No line begins with ${JSON.stringify(begin)}.`);
  return at + 1;
}
