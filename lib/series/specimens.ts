import type { Mail, Mailbox, MessageId } from '../mail/index';
import { seriesKeys } from './keys';

// Mails written for the tests of this room.

export interface Letter {
  readonly id: string;
  readonly subject: string;
  /** "Name <address>". */
  readonly from?: string;
  /** Hours after the first of March 2024. */
  readonly at?: number;
  /** Nearest first, as `Mail.parents`. */
  readonly parents?: readonly string[];
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly replyTo?: string;
}

export const ann = 'Ann Author <ann@example.org>';
export const rob = 'Rob Reader <rob@example.net>';

const HOUR = 60 * 60 * 1000;
const START = Date.UTC(2024, 2, 1);

/** A Message-ID as the parser would have made it. */
export function messageId(text: string): MessageId {
  return text as MessageId;
}

export function letter({
  id,
  subject,
  from = ann,
  at = 0,
  parents = [],
  text = '',
  headers = {},
  replyTo,
}: Letter): Mail {
  return {
    id: messageId(id),
    isIdMade: false,
    otherIds: [],
    subject,
    from: mailbox(from),
    replyTo: replyTo === undefined ? [] : [mailbox(replyTo)],
    to: [],
    cc: [],
    date: new Date(START + at * HOUR),
    dateOffset: 0,
    parents: parents.map(messageId),
    lists: ['patches.example.org'],
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    text,
    textParts: [],
    attachments: [],
    problems: [],
  };
}

function mailbox(text: string): Mailbox {
  const found = /^(.*?)\s*<(.*)>$/.exec(text);
  return { name: found?.[1] ?? '', address: found?.[2] ?? text };
}

/** A commit message with a diff that adds the lines to a file. */
export function diffOf(file: string, added: readonly string[], above = ''): string {
  return [
    ...(above === '' ? [] : [above, '']),
    'Why it is done.',
    '',
    'Signed-off-by: Ann Author <ann@example.org>',
    '---',
    ` ${file} | ${added.length} +`,
    ` 1 file changed, ${added.length} insertions(+)`,
    '',
    `diff --git a/${file} b/${file}`,
    'index 1111111..2222222 100644',
    `--- a/${file}`,
    `+++ b/${file}`,
    `@@ -1,1 +1,${added.length + 1} @@`,
    ' first line',
    ...added.map((line) => `+${line}`),
    '-- ',
    '2.43.0',
    '',
  ].join('\n');
}

export interface Posted {
  /** Ids are PREFIX-0, PREFIX-1 ... */
  readonly prefix: string;
  /** What stands in the brackets before n/m: "PATCH v2". */
  readonly tag: string;
  /** Title of the cover letter; none is sent when undefined. */
  readonly cover?: string;
  /** Title, file and added lines of each patch. */
  readonly patches: readonly (readonly [title: string, file: string, ...lines: string[]])[];
  readonly from?: string;
  readonly at?: number;
  readonly inReplyTo?: string;
  readonly coverText?: string;
  readonly threaded?: boolean;
}

/** A set of patches as `git send-email` posts it: a cover letter, if there is one, and patches that answer it. */
export function posted(set: Posted): Mail[] {
  const {
    prefix,
    tag,
    patches,
    from,
    at = 0,
    inReplyTo,
    coverText = 'What it is about.\n',
    threaded = true,
  } = set;
  const outer = inReplyTo === undefined ? [] : [inReplyTo];
  const total = patches.length;
  const top = set.cover === undefined ? `${prefix}-1` : `${prefix}-0`;
  const cover =
    set.cover === undefined
      ? []
      : [
          letter({
            id: top,
            subject: `[${tag} 0/${total}] ${set.cover}`,
            from,
            at,
            parents: outer,
            text: coverText,
          }),
        ];
  const mails = patches.map(([title, file, ...lines], index) => {
    const id = `${prefix}-${index + 1}`;
    const parents = !threaded || id === top ? outer : [top, ...outer];
    const number = total === 1 && set.cover === undefined ? '' : ` ${index + 1}/${total}`;
    const time = at + (index + 1) / 3600;
    return letter({
      id,
      subject: `[${tag}${number}] ${title}`,
      from,
      at: time,
      parents,
      text: diffOf(file, lines),
    });
  });
  return [...cover, ...mails];
}

/** Mails in groups that share keys, as a database would gather them: from one mail along its keys. */
export function connectedByKeys(mails: readonly Mail[]): Mail[][] {
  const keysOf = new Map(mails.map((mail) => [mail, seriesKeys(mail)]));
  const holders = new Map<string, Mail[]>();
  for (const [mail, keys] of keysOf) {
    for (const key of keys) {
      const held = holders.get(key);
      if (held) held.push(mail);
      else holders.set(key, [mail]);
    }
  }
  const seen = new Set<Mail>();
  return mails.flatMap((first) => {
    if (seen.has(first)) return [];
    const group = [first];
    seen.add(first);
    for (let at = 0; at < group.length; at++) {
      for (const key of keysOf.get(group[at] ?? first) ?? []) {
        for (const other of holders.get(key) ?? []) {
          if (seen.has(other)) continue;
          seen.add(other);
          group.push(other);
        }
        holders.delete(key);
      }
    }
    return [group];
  });
}
