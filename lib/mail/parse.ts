import { createHash } from 'node:crypto';
import type { Header, Mail, Mailbox, MessageId } from './mail';
import { parseAddresses } from './addresses';
import { readBody } from './body';
import { parseDate, type SentAt } from './date';
import { receivedIn } from './received';
import { readHeaders, type HeaderBlock } from './headers';
import { parseMessageId, parseMessageIds } from './messageId';

/** Headers that public-inbox compares. */
const identifying = ['from', 'subject', 'date', 'to', 'cc'];
/** Ids of a References header that are kept, the nearest: deeper threads than this are threaded by them all the same. */
const mostParents = 500;

/** Bytes that are no mail at all. The reason is a sentence for whoever brought them. */
export class UnreadableMail extends Error {
  override readonly name = 'UnreadableMail';
}

/**
 * Reads a raw mail (RFC 5322, MIME). Strange mail is data: what could not be read as its standard says stands in
 * `problems`, and the rest is there.
 *
 * @param raw The mail as received, without an mbox "From " line and unescaped.
 * @throws {UnreadableMail} when it is empty or has not one header.
 */
export async function parseMail(raw: Uint8Array): Promise<Mail> {
  if (raw.length === 0) throw new UnreadableMail('the mail is empty');
  const block = readHeaders(raw);
  if (block.headers.length === 0) throw new UnreadableMail('there is no header in it: this is no mail');
  const body = await readBody(raw, block);
  const first = (name: string) => block.headers.find((header) => header.name === name)?.value ?? '';
  const addresses = (name: string) => (block.encoded.get(name) ?? []).flatMap(parseAddresses);
  const ids = (block.encoded.get('message-id') ?? []).flatMap((value) => parseMessageId(value) ?? []);
  const dated = parseDate(first('date'));
  const received = receivedIn(block.headers);
  const isAhead = received !== undefined && isAheadOf(dated, received);
  const sent = isAhead ? { date: received, offset: dated?.offset } : dated;
  const [replyTo, to, cc] = [addresses('reply-to'), addresses('to'), addresses('cc')];
  const lists = listsOf(block);
  const mail: Omit<Mail, 'id' | 'isIdMade'> = {
    otherIds: ids.slice(1),
    subject: first('subject').replace(/\s+/g, ' ').trim(),
    from: writerOf(addresses('from')[0] ?? nobody, { replyTo, lists, to, cc }),
    replyTo,
    to,
    cc,
    date: sent?.date,
    dateOffset: sent?.offset,
    parents: parentsOf(block),
    lists,
    headers: block.headers.filter(isKept()),
    text: body.text,
    textParts: body.textParts,
    attachments: body.attachments,
    problems: [
      ...block.problems,
      ...body.problems,
      ...(ids.length === 0
        ? [{ where: 'Message-ID', what: 'there is none; one was made from the content' }]
        : []),
      ...(isAhead
        ? [
            {
              where: 'Date',
              what: `"${first('date').slice(0, 80)}" is after the mail was received; when that was is taken`,
            },
          ]
        : []),
      ...(sent === undefined
        ? [
            {
              where: 'Date',
              what: first('date') === '' ? 'there is none' : `"${first('date').slice(0, 80)}" is no date`,
            },
          ]
        : []),
    ],
  };
  const id = ids[0];
  return id === undefined ? { id: madeId(mail), isIdMade: true, ...mail } : { id, isIdMade: false, ...mail };
}

/** What public-inbox tells mails apart by, and what tells who sent a mail that came by a relay, and when it came. */
const keptHeaders: ReadonlySet<string> = new Set([...identifying, 'x-original-from', 'received']);

/** Of the headers that a mail may carry once for each station, the topmost is the last station's. */
function isKept(): (header: Header) => boolean {
  let isReceived = false;
  return ({ name }) => {
    if (!keptHeaders.has(name) || (name === 'received' && isReceived)) return false;
    isReceived ||= name === 'received';
    return true;
  };
}

/** Clocks are a little fast, and some tell the time of another zone. */
const furthestAhead = 24 * 3_600_000;

/** True for a date that a sender's clock made up: nobody sends what was received the day before. */
function isAheadOf(sent: SentAt | undefined, received: Date): boolean {
  return sent !== undefined && sent.date.getTime() - received.getTime() > furthestAhead;
}

const nobody: Mailbox = { name: '', address: '' };

const viaList = /^(.*\S)\s+via\s+\S.*$/i;

/**
 * Who wrote a mail that a list sends on as its own ("Ann Author via iommu <iommu@lists.example.org>", as Mailman does for
 * the sake of DMARC): the list then puts the writer's address into Reply-To.
 */
function writerOf(
  from: Mailbox,
  { replyTo, lists, to, cc }: Pick<Mail, 'replyTo' | 'lists' | 'to' | 'cc'>,
): Mailbox {
  const name = viaList.exec(from.name)?.[1];
  const address = from.address.toLowerCase();
  const isList =
    lists.includes(address.replace('@', '.')) ||
    [...to, ...cc].some((box) => box.address.toLowerCase() === address);
  if (name === undefined || !isList) return from;
  const writer = replyTo.find((box) => box.address !== '' && box.address.toLowerCase() !== address);
  return writer ? { name, address: writer.address } : from;
}

/** In-Reply-To, then References from the last to the first. */
function parentsOf(block: HeaderBlock): readonly MessageId[] {
  const of = (name: string) => (block.encoded.get(name) ?? []).flatMap(parseMessageIds);
  return [...new Set([...of('in-reply-to'), ...of('references').reverse()])].slice(0, mostParents);
}

function listsOf(block: HeaderBlock): readonly string[] {
  const lists = (block.encoded.get('list-id') ?? []).map((value) =>
    (/<([^<>]+)>/.exec(value)?.[1] ?? value).trim().toLowerCase(),
  );
  return [...new Set(lists.filter((list) => list !== '' && !/\s/.test(list)))];
}

function madeId(mail: Omit<Mail, 'id' | 'isIdMade'>): MessageId {
  const hash = createHash('sha256').update(identityOf(mail)).digest('hex').slice(0, 40);
  return `${hash}@no-message-id.invalid` as MessageId;
}

/**
 * SHA-256, in hex, over what public-inbox compares to tell whether two mails are one (its content_hash): Message-ID,
 * From, Subject, Date, To, Cc and the text. What lists add in passing (Received, List-Id) does not count.
 */
export function contentHash(mail: Mail): string {
  return createHash('sha256').update(`${mail.id}\0`).update(identityOf(mail)).digest('hex');
}

function identityOf(mail: Omit<Mail, 'id' | 'isIdMade'>): string {
  const values = identifying.map((name) =>
    mail.headers
      .filter((header) => header.name === name)
      .map((header) => header.value.replace(/\s+/g, ' '))
      .join(','),
  );
  return [...values, mail.text.trimEnd()].join('\0');
}
