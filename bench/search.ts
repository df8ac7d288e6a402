import { findBest, findNewest } from '../lib/query/index';
import { readQuery } from '../lib/search/index';
import { contentHash, type Mail } from '../lib/mail/index';
import { mailTables } from '../lib/rows/index';
import { numberMails, pool, settleWords, storeMails } from '../lib/store/index';
import { startDatabase, useDatabase } from '../tests/database';
import { identifier, madeUpMails, proseWord } from './searchMail';

const mails = 100_000;
const mailsAtOnce = 1_000;
/** Milliseconds a search may take. */
const mark = 50;
const rounds = 11;
/** A page of results and one more, which says that there are others. */
const page = 51;

/** Words by their rank, so that each row says how common what it looks for is. */
const queries: readonly (readonly [what: string, query: string])[] = [
  ['a word of every mail', proseWord(0)],
  ['a common word', proseWord(20)],
  ['a word of one mail in 20', proseWord(300)],
  ['a word of one mail in 200', proseWord(3_000)],
  ['a rare word', proseWord(19_000)],
  ['a word that is nowhere', 'nowherewhatever'],
  ['a common identifier', identifier(5)],
  ['a rare identifier', identifier(12_345)],
  ['a rare beginning', `${identifier(777).slice(0, 7)}*`],
  ['two common words', `${proseWord(20)} ${proseWord(30)}`],
  ['a common and a rare word', `${proseWord(20)} ${proseWord(9_000)}`],
  ['two rare words', `${proseWord(5_000)} ${proseWord(6_000)}`],
  ['a choice of rare words', `${proseWord(8_000)} OR ${proseWord(9_000)} OR ${proseWord(9_500)}`],
  ['a common word without another', `${proseWord(20)} -${proseWord(0)}`],
  ['a phrase of common words', `"${proseWord(0)} ${proseWord(1)}"`],
  ['a phrase of less common words', `"${proseWord(40)} ${proseWord(60)}"`],
  ['a phrase that is nowhere, of common words', `"${proseWord(100)} ${proseWord(120)} ${proseWord(140)}"`],
  ['s: common', `s:${proseWord(3)}`],
  ['s: rare', `s:${proseWord(4_000)}`],
  ['f: address', 'f:person100@example.org'],
  ['f: with a common word', `f:person3 ${proseWord(20)}`],
  ['dfn: path', `dfn:drivers/${proseWord(3)}`],
  ['dfn: file', `dfn:drivers/${proseWord(9)}/${proseWord(1_009)}.c`],
  ['dfb: common', `dfb:${identifier(5)}`],
  ['dfa: rare', `dfa:${identifier(9_876)}`],
  ['dfhh: rare', `dfhh:${identifier(9_876)}`],
  ['nq: common', `nq:${proseWord(20)}`],
  ['d: a day', 'd:20240205'],
  ['d: a range with a word', `d:20240110..20240120 ${proseWord(300)}`],
  ['patchid: nowhere', 'patchid:0123456789abcdef'],
  ['list: with a word', `list:${proseWord(5)} ${proseWord(300)}`],
];

/** Measures searches over made-up mail in a database of its own, newest first and ranked, and what storing the words costs. */
export async function measureSearch(say: (what: string, figure: string) => void): Promise<void> {
  const database = await startDatabase();
  try {
    await useDatabase(await database.fresh());
    const storing = await storeAll();
    say(`store ${mails} made-up mails with their words`, `${(storing / mails).toFixed(2)} ms a mail`);
    const { rows } = await pool().query<{ index: string; heap: string }>(
      `SELECT pg_size_pretty(pg_relation_size('mail_words_words_idx')) AS index, pg_size_pretty(pg_table_size('mail_words')) AS heap`,
    );
    say('size of the index, and of the words', `${rows[0]?.index ?? ''}, ${rows[0]?.heap ?? ''}`);
    for (const [what, text] of queries) {
      const query = readQuery(text, new Date(Date.UTC(2024, 5, 1)));
      if (query.kind === 'problem') throw new Error(`${text}: ${query.what}`);
      const newest = await timed(() => findNewest('mails', query.tree, page, undefined));
      const ranked = await timed(() => findBest('mails', query.tree, page, 0));
      say(`search, ${what}: ${text}`, `newest ${told(newest)}; ranked ${told(ranked)}`);
    }
  } finally {
    await database.stop();
  }
}

async function storeAll(): Promise<number> {
  let spent = 0;
  let batch: Mail[] = [];
  const flush = async () => {
    const began = performance.now();
    const read = batch.map((mail) => ({
      id: mail.id,
      hash: contentHash(mail),
      lists: mail.lists,
      packed: Buffer.from(mail.id),
      size: mail.text.length,
      source: 'bench',
    }));
    const ids = await numberMails(read);
    const numbered = batch.map((mail, index) => ({ rawId: ids[index] ?? '', mail }));
    await storeMails(read, ids, mailTables(numbered, new Date()));
    spent += performance.now() - began;
    batch = [];
  };
  for (const mail of madeUpMails(mails)) {
    batch.push(mail);
    if (batch.length === mailsAtOnce) await flush();
  }
  await settleWords();
  await pool().query('ANALYZE');
  return spent;
}

interface Timed {
  readonly found: number;
  readonly best: number;
  readonly median: number;
  readonly worst: number;
}

async function timed(search: () => ReturnType<typeof findNewest>): Promise<Timed> {
  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const result = await search();
    times.push(performance.now() - began);
    found = 'kind' in result ? -1 : result.length;
  }
  times.sort((a, b) => a - b);
  return {
    found,
    best: times[0] ?? 0,
    median: times[Math.floor(times.length / 2)] ?? 0,
    worst: times.at(-1) ?? 0,
  };
}

function told({ found, best, median, worst }: Timed): string {
  const many = found < 0 ? 'stopped' : found >= page ? `${page - 1}+` : String(found);
  return `${median.toFixed(1)} ms (${best.toFixed(1)} to ${worst.toFixed(1)})${median > mark ? `, over ${mark}` : ''}, ${many} found`;
}
