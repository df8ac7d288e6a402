import { expect, test } from 'vitest';
import { parseMail, type Mail } from '../mail/index';
import { brief, discuss, lineOf, patch, patchText } from './specimens';

// Replies as they come from the network: what mailers do to quotes beyond their marks. Every one asks about one line.

const asked = '+\t\treport(cache);';
const place = lineOf(asked);
const wrote = 'On Fri, 1 Mar 2024 at 12:00, Ann Author <ann@example.org> wrote:';

async function reply(headers: string, body: string | Buffer): Promise<Mail> {
  const head = `From: Rob Reader <rob@example.net>\nSubject: Re: [PATCH] cache: drop the last reference late\nDate: Fri, 01 Mar 2024 13:00:00 +0000\nMessage-ID: <r1>\nIn-Reply-To: <patch>\n${headers}\n\n`;
  return parseMail(Buffer.concat([Buffer.from(head), typeof body === 'string' ? Buffer.from(body) : body]));
}

async function placesOf(headers: string, body: string | Buffer): Promise<readonly string[]> {
  return discuss([patch, await reply(headers, body)]).discussion.remarks.map(brief);
}

test.each<[string, string, string | Buffer]>([
  ['CRLF', 'Content-Type: text/plain', `${wrote}\r\n> +\tif (cache->broken) {\r\n> ${asked}\r\n\r\nWhy?\r\n`],
  [
    'quoted-printable, soft breaks and CR in the text',
    'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable',
    `> +=09if (cache->broken) {=0D\n> +=09=09rep=\nort(cache);=0D\n=0D\nWhy?=0D\n`,
  ],
  [
    'base64',
    'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64',
    Buffer.from(`> ${asked}\n\nWhy?\n`).toString('base64'),
  ],
  [
    'Windows-1252, with its quotation marks and hard spaces',
    'Content-Type: text/plain; charset=windows-1252',
    Buffer.from(
      `> +\xa0\xa0if (cache->broken) {\n> +\xa0\xa0\xa0\xa0report(cache);\n\nWhy \x93report\x94?\n`,
      'latin1',
    ),
  ],
  [
    'flowed and stuffed',
    'Content-Type: text/plain; charset=utf-8; format=flowed',
    `> +\tif (cache->broken) {\n> ${asked}\n\nWhy?\n`,
  ],
  [
    'HTML alone, with quotes in blocks',
    'Content-Type: text/html; charset=utf-8',
    `<div>${wrote}</div><blockquote type="cite"><div>+ if (cache-&gt;broken) {</div><div>+ report(cache);</div></blockquote><p>Why?</p>`,
  ],
  [
    'HTML alone, quotes with marks',
    'Content-Type: text/html; charset=utf-8',
    `<pre>&gt; +\tif (cache-&gt;broken) {\n&gt; ${asked}\n\nWhy?</pre>`,
  ],
  ['space stuffed', 'Content-Type: text/plain', ` > +\tif (cache->broken) {\n > ${asked}\n\nWhy?\n`],
  ['tab stuffed', 'Content-Type: text/plain', `\t> +\tif (cache->broken) {\n\t> ${asked}\n\nWhy?\n`],
  ['two marks for one', 'Content-Type: text/plain', `>> +\tif (cache->broken) {\n>> ${asked}\n\nWhy?\n`],
  ['names for marks', 'Content-Type: text/plain', `Ann> +\tif (cache->broken) {\nAnn> ${asked}\n\nWhy?\n`],
  [
    'Outlook: headers above, marks put there by hand',
    'Content-Type: text/plain',
    `-----Original Message-----\nFrom: Ann Author <ann@example.org>\nSent: Friday, March 1, 2024 12:00 PM\nTo: cache\nSubject: [PATCH] cache\n\n> +\tif (cache->broken) {\n> ${asked}\n\nWhy?\n`,
  ],
])('%s', async (_name, headers, body) => {
  const [only, ...more] = await placesOf(headers, body);
  expect(more).toEqual([]);
  expect(only).toMatch(new RegExp(`^inline patch:${place} Why`));
});

test('no mark at all below a separator, answers between the lines', async () => {
  const pasted = patchText.replace(asked, `${asked}\n\nWhy is it reported here?\n`);
  const text = `-----Original Message-----\nFrom: Ann Author <ann@example.org>\nSent: Friday\nTo: cache\nSubject: [PATCH] cache\n\n${pasted}`;
  expect(await placesOf('Content-Type: text/plain', text)).toEqual([
    `inline patch:${place} Why is it reported here?`,
  ]);
});
