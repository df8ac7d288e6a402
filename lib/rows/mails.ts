import type { Mail } from '../mail/index';
import { readPatch } from '../patch/index';
import { mergeIn, pullIn } from '../progress/index';
import { mailVector, receivedAt, remarkVector } from '../search/index';
import { readMail, seriesKeys } from '../series/index';
import { tableOf, type Table } from './table';

/** A mail and the id of its raw bytes in the database. */
export interface NumberedMail {
  readonly rawId: string;
  readonly mail: Mail;
}

/** Characters; a longer line is no title, and an index holds no key of any length. */
const longestTitle = 300;

/**
 * Everything that is derived of mails alone: their parsed rows, the keys that lead to their series, the titles that requests
 * to pull list, and what they are found by.
 *
 * @param now Taken for when a mail was received that does not say.
 */
export function mailTables(mails: readonly NumberedMail[], now: Date): readonly Table[] {
  return [
    tableOf('mail', mails.map(mailRow)),
    tableOf('mail_key', mails.flatMap(keyRows)),
    tableOf('pull_title', mails.flatMap(titleRows)),
    tableOf('pull_merge', mails.flatMap(mergeRows)),
    mailWords(mails, now),
  ];
}

function mailRow({ rawId, mail }: NumberedMail) {
  return {
    raw_id: rawId,
    message_id: mail.id,
    is_variant: false,
    subject: mail.subject,
    from_name: mail.from.name,
    from_address: mail.from.address,
    sent_at: mail.date ?? null,
    parents: mail.parents,
    lists: mail.lists,
    text: mail.text,
    problems: mail.problems,
  };
}

function keyRows({ rawId, mail }: NumberedMail) {
  return [...new Set(seriesKeys(mail))].map((key) => ({ key, raw_id: rawId }));
}

function titleRows({ rawId, mail }: NumberedMail) {
  return [...(pullIn(mail)?.titles.keys() ?? [])]
    .filter((title) => title.length <= longestTitle)
    .map((title) => ({ title, raw_id: rawId }));
}

function mergeRows({ rawId, mail }: NumberedMail) {
  const merged = mergeIn(mail);
  return merged ? [{ pull: merged.pull, raw_id: rawId }] : [];
}

/** What mails are found by. */
export function mailWords(mails: readonly NumberedMail[], now: Date): Table {
  return tableOf(
    'mail_words',
    mails.map(({ rawId, mail }) => ({
      raw_id: rawId,
      received_at: receivedAt(mail, now),
      sent_at: mail.date ?? null,
      words: mailVector(mail, () => (readMail(mail).patch ?? readPatch(mail.text)).patchId),
    })),
  );
}

/** A remark, and the mail and series it is found with. */
export interface FoundRemark {
  readonly seriesId: number;
  readonly reply: string;
  readonly block: number;
  readonly date: Date | undefined;
  readonly text: string;
  /** Of the mail. */
  readonly subject: string;
  readonly from: { readonly name: string; readonly address: string };
}

/** What remarks are found by. */
export function remarkWords(remarks: readonly FoundRemark[]): Table {
  return tableOf('remark_words', remarks.map(remarkWordRow));
}

export function remarkWordRow({ seriesId, reply, block, date, text, subject, from }: FoundRemark) {
  return {
    series_id: seriesId,
    reply,
    block,
    // Remarks without a date come last.
    sent_at: date ?? new Date(0),
    words: remarkVector({ text, subject, from }),
  };
}
