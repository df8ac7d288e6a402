import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { POST as draft } from '../app/reply/draft/route';
import { POST as letter } from '../app/reply/letter/route';
import { GET as one } from '../app/reply/mail/[id]/route';
import { GET as all } from '../app/reply/mbox/route';
import { placeRemarks, type LineOrigin } from '../lib/discussion/index';
import { deriveSeries, prepareQueue } from '../lib/ingest/index';
import { parseMail, splitMbox, type Mail } from '../lib/mail/index';
import { readPatch } from '../lib/patch/index';
import { draftsOf, pastReplies, repliesInWork, setReader, thisReader } from '../lib/reader/index';
import { recogniseSeries } from '../lib/series/index';
import { pool } from '../lib/store/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';

const origin = 'http://127.0.0.1:3000';
const ours = { host: '127.0.0.1:3000', 'sec-fetch-site': 'same-origin' };

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(() => server.stop());

beforeEach(async () => {
  vi.stubEnv('LOREVIEW_BOUND_TO', '127.0.0.1');
  await useDatabase(await server.emptied());
  await prepareQueue();
  await setReader({ name: 'Carol Checker', addresses: 'carol@example.com' });
});

async function take(thread: string): Promise<readonly Mail[]> {
  const mails = await mailsOf(thread);
  await importAll(mails);
  await deriveSeries();
  return Promise.all(mails.flatMap((mail) => (mail.kind === 'mail' ? parseMail(mail.raw) : [])));
}

type Fields = Readonly<Record<string, string>>;

function post(path: string, fields: Fields, headers: Fields = ours): Request {
  return new Request(origin + path, { method: 'POST', headers, body: new URLSearchParams(fields) });
}

function get(path: string, headers: Fields = ours): Request {
  return new Request(origin + path, { headers });
}

/** Next.js hands a route its segment decoded. */
function downloadOf(id: string, as = '', headers: Fields = ours): Promise<Response> {
  return one(get(`/reply/mail/x${as}`, headers), { params: Promise.resolve({ id }) });
}

describe('nobody but the reader of this machine', () => {
  const elsewhere: readonly (readonly [string, Fields, string])[] = [
    [
      'another site',
      { ...ours, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      '127.0.0.1',
    ],
    ['an old browser on another site', { host: ours.host, origin: 'https://evil.example' }, '127.0.0.1'],
    ['a name of theirs that leads here', { ...ours, host: 'evil.example:3000' }, '127.0.0.1'],
    ['a proxy for others', { ...ours, 'x-forwarded-for': '203.0.113.7' }, '127.0.0.1'],
    ['others, where it is served to them', ours, '0.0.0.0'],
  ];

  test.each(elsewhere)('%s writes nothing', async (_, headers, boundTo) => {
    const [mail] = await take('nested-replies');
    const id = randomUUID();
    const answers = mail?.id ?? '';
    await draft(post('/reply/draft', { do: 'keep', id, answers, end: '', text: 'Why?' }));
    const reader = await thisReader();
    const [work] = await repliesInWork(reader);
    const before = { drafts: await draftsOf(reader), past: await pastReplies(reader) };
    expect(before.drafts).toHaveLength(1);
    vi.stubEnv('LOREVIEW_BOUND_TO', boundTo);
    const reply = work?.reply?.id ?? '';
    const writes = [
      draft(post('/reply/draft', { do: 'keep', id, answers, end: '3', text: 'Evil.', base: '1' }, headers)),
      draft(post('/reply/draft', { do: 'keep', id: randomUUID(), answers, text: 'Evil.' }, headers)),
      ...['drop', 'restore', 'forget'].map((what) => draft(post('/reply/draft', { do: what, id }, headers))),
      ...['sent', 'not-sent'].map((what) => letter(post('/reply/letter', { do: what, reply }, headers))),
      letter(post('/reply/letter', { do: 'tags', answers, tag: 'Acked-by' }, headers)),
      letter(post('/reply/letter', { do: 'move', answers }, headers)),
    ];
    for (const answer of await Promise.all(writes)) expect(answer.status).toBe(403);
    expect({ drafts: await draftsOf(reader), past: await pastReplies(reader) }).toEqual(before);
  });

  // Another site can make a browser load a download, but not read it: that is the reader's own.
  test.each(elsewhere.slice(2))('%s reads nothing', async (_, headers, boundTo) => {
    const [mail] = await take('nested-replies');
    const fields = { do: 'keep', id: randomUUID(), answers: mail?.id ?? '', text: 'A private word.' };
    await draft(post('/reply/draft', fields));
    const [work] = await repliesInWork(await thisReader());
    const id = work?.reply?.id ?? '';
    expect(await (await all(get('/reply/mbox'))).text()).toContain('A private word.');
    vi.stubEnv('LOREVIEW_BOUND_TO', boundTo);
    for (const answer of [await all(get('/reply/mbox', headers)), await downloadOf(id, '', headers)]) {
      expect(answer.status).toBe(403);
      const text = await answer.text();
      expect(text).not.toMatch(/private word|carol/i);
    }
  });
});

describe('a form', () => {
  test('of a draft is led back to its page, and keeps what is said', async () => {
    const [mail] = await take('nested-replies');
    const fields = {
      do: 'keep',
      id: randomUUID(),
      answers: mail?.id ?? '',
      end: '4',
      above: '1',
      back: '/mail/x',
    };
    const answer = await draft(post('/reply/draft', { ...fields, text: 'Why?\r\nHow?' }));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/mail/x#draft-${fields.id}`);
    const [kept] = await draftsOf(await thisReader());
    expect(kept).toMatchObject({ at: { start: 2, end: 4 }, text: 'Why?\nHow?' });
    const merged = await draft(post('/reply/draft', { ...fields, text: 'And when?' }));
    expect(merged.headers.get('location')).toBe(`/mail/x?told=merged#draft-${fields.id}`);
  });

  test('that was begun and says nothing keeps nothing; one that says too much is told', async () => {
    const [mail] = await take('nested-replies');
    const fields = { do: 'keep', id: randomUUID(), answers: mail?.id ?? '', back: '/mail/x' };
    expect((await draft(post('/reply/draft', { ...fields, text: ' ' }))).status).toBe(303);
    const long = await draft(post('/reply/draft', { ...fields, text: 'x'.repeat(1_000_001) }));
    expect([long.status, await long.text()]).toEqual([400, expect.stringContaining('at most 1000000')]);
    expect((await draft(post('/reply/draft', { ...fields, id: '1', text: 'x' }))).status).toBe(400);
    expect(await draftsOf(await thisReader())).toEqual([]);
  });

  test('moves drafts to the newest version, and says how many have no line there', async () => {
    await take('sample');
    const { rows } = await pool().query<{ id: string; text: string }>(
      `SELECT m.message_id AS id, m.text FROM patch p JOIN version v ON v.id = p.version_id JOIN mail m USING (message_id)
       WHERE p.kind = 'held' AND v.ordinal < (SELECT max(ordinal) FROM version WHERE series_id = v.series_id)
       ORDER BY v.ordinal DESC, p.number LIMIT 1`,
    );
    const { id: answers = '', text = '' } = rows[0] ?? {};
    const line = text.split('\n').findIndex((each) => /^\+(?!\+\+ )\s*\S{4}/.test(each)) + 1;
    for (const end of ['', String(line + 1)])
      await draft(post('/reply/draft', { do: 'keep', id: randomUUID(), answers, end, text: `Why ${end}?` }));
    const answer = await letter(post('/reply/letter', { do: 'move', answers }));
    const left = Number(/left=(\d)/.exec(answer.headers.get('location') ?? '')?.[1]);
    const drafts = await draftsOf(await thisReader());
    expect(drafts.filter((each) => each.answers === answers)).toHaveLength(left);
    expect(drafts.filter((each) => each.answers !== answers)).toHaveLength(2 - left);
    expect(left).toBeLessThan(2);
  });
});

/** Threads of patches whose parts are all held, in several shapes. */
function discussionOf(mails: readonly Mail[]) {
  const recognition = recogniseSeries(mails);
  const [found] = recognition.series;
  if (!found) throw new Error('The mails hold no series.');
  return placeRemarks(recognition, found);
}

/**
 * Lines under which a remark is taken to be about that line: of a posting's message and hunks, what a reply says itself, and
 * what it quotes for sure.
 */
function answerableLines(mail: Mail, origins: readonly LineOrigin[]): readonly number[] {
  const { sections, trailers, files } = readPatch(mail.text);
  const message = sections.find(({ kind }) => kind === 'message');
  const hunkLines = new Set(
    files.flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines.map(({ bodyLine }) => bodyLine))),
  );
  const closing = Math.min(...trailers.map(({ line }) => line), Infinity);
  return mail.text.split('\n').flatMap((text, index) => {
    const [line, origin] = [index + 1, origins[index]];
    if (!/[\p{L}\p{N}]/u.test(text)) return [];
    if (origin?.kind === 'own') return [line];
    if (origin?.kind === 'quote') return origin.precise ? [line] : [];
    if (origin?.kind !== 'posted') return [];
    const isMessage = message !== undefined && line >= message.start && line < message.end && line < closing;
    return hunkLines.has(line) || (isMessage && files.length > 0) ? [line] : [];
  });
}

const threads = ['nested-replies', 'trimmed-quotes', 'bot-reports'];

test.each(threads)(
  'drafts at any lines of %s, downloaded as mbox, are read back each at its line',
  async (name) => {
    const mails = await take(name);
    const discussion = discussionOf(mails);
    const spots = mails.flatMap((mail) => {
      const origins = discussion.lines.get(mail.id) ?? [];
      return answerableLines(mail, origins).map((line) => ({ mail, line, origin: origins[line - 1] }));
    });
    expect(spots.length).toBeGreaterThan(20);
    const drafts = fc.uniqueArray(
      fc.record({
        spot: fc.constantFrom(...spots),
        above: fc.nat({ max: 12 }),
        said: fc.array(
          fc.constantFrom('Why is it so?', 'früher — 列表', '', '\tif (entry)', 'From here on.'),
          {
            maxLength: 4,
          },
        ),
      }),
      { minLength: 1, maxLength: 8, selector: ({ spot }) => `${spot.line} ${spot.mail.id}` },
    );
    await fc.assert(
      fc.asyncProperty(drafts, async (chosen) => {
        await pool().query('TRUNCATE draft, reply_mail');
        for (const { spot, above, said } of chosen) {
          const text = ['Say:', ...said].join('\n');
          const answer = await draft(
            post('/reply/draft', {
              do: 'keep',
              id: randomUUID(),
              answers: spot.mail.id,
              end: String(spot.line + 1),
              above: String(above),
              text,
            }),
          );
          expect(answer.status).toBe(303);
        }
        const mbox = Buffer.from(await (await all(get('/reply/mbox'))).arrayBuffer());
        const replies: Mail[] = [];
        for await (const { raw } of splitMbox([mbox])) replies.push(await parseMail(raw));
        const told = discussionOf([...mails, ...replies]);
        for (const { spot, said } of chosen) {
          const reply = replies.find(({ parents }) => parents[0] === spot.mail.id);
          const remarks = told.remarks.filter((remark) => remark.reply === reply?.id);
          const lines = told.lines.get(reply?.id ?? spot.mail.id) ?? [];
          const wanted =
            spot.origin?.kind === 'quote' ? spot.origin : { mail: spot.mail.id, line: spot.line };
          const at = remarks.filter(({ start }) => {
            const above = lines.slice(0, start - 1).findLast(({ kind }) => kind === 'quote');
            return above?.kind === 'quote' && above.mail === wanted.mail && above.line === wanted.line;
          });
          expect(at.map(({ text }) => text)).toContain(['Say:', ...said].join('\n').trimEnd());
          if (spot.origin?.kind === 'posted')
            expect(at.map(({ anchor }) => anchor)).toContainEqual(
              expect.objectContaining({
                kind: 'line',
                patch: spot.mail.id,
                bodyLine: spot.line,
                precise: true,
              }),
            );
        }
      }),
      { numRuns: 20 },
    );
  },
);

/** False where git has no send-email that runs (Debian: packages git-email and libmailtools-perl). */
const hasSendEmail =
  spawnSync('sh', ['-c', 'test -x "$(git --exec-path)/git-send-email" && perl -MMail::Address -e 1'])
    .status === 0;

test.skipIf(!hasSendEmail)('git send-email takes every download as it is', async () => {
  const mails = await take('nested-replies');
  for (const mail of mails.slice(0, 4))
    await draft(
      post('/reply/draft', {
        do: 'keep',
        id: randomUUID(),
        answers: mail.id,
        end: '2',
        text: 'Warum — früher?',
      }),
    );
  const folder = await mkdtemp(join(tmpdir(), 'loreview-send-'));
  try {
    execFileSync('git', ['init', '-q', folder]);
    const work = await repliesInWork(await thisReader());
    expect(work).toHaveLength(4);
    for (const { reply, fileName } of work) {
      const answer = await downloadOf(reply?.id ?? '');
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`);
      const eml = Buffer.from(await answer.arrayBuffer());
      expect(Buffer.from(await (await downloadOf(reply?.id ?? '')).arrayBuffer())).toEqual(eml);
      await writeFile(join(folder, fileName), eml);
      const said = execFileSync(
        'git',
        ['send-email', '--dry-run', '--confirm=never', '--suppress-cc=all', fileName],
        {
          cwd: folder,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
          env: {
            ...process.env,
            HOME: folder,
            GIT_CONFIG_NOSYSTEM: '1',
            GIT_AUTHOR_NAME: 'Carol',
            GIT_AUTHOR_EMAIL: 'carol@example.com',
            GIT_COMMITTER_NAME: 'Carol',
            GIT_COMMITTER_EMAIL: 'carol@example.com',
          },
        },
      );
      expect(said).toContain('Result: OK');
      expect(said.toLowerCase()).toContain(`message-id: <${reply?.id ?? ''}>`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
