import { expect, test } from 'vitest';
import type { KeptDraft } from '../store/index';
import { sentDrafts } from './arrived';

const noon = new Date(Date.UTC(2026, 0, 1, 12));

function draft(id: string, text: string, part: Partial<KeptDraft> = {}): KeptDraft {
  return {
    id,
    answers: 'patch@x',
    at: { start: 3, end: 4 },
    quoted: '+x',
    text,
    tags: [],
    madeAt: noon,
    changedAt: noon,
    revision: 1,
    sentIn: undefined,
    droppedAt: undefined,
    ...part,
  };
}

const drafts = [
  draft('a', 'This takes the lock twice,\nas far as I see.'),
  draft('b', '', { tags: ['Acked-by'] }),
  draft('c', 'Written later, and still here.', { changedAt: new Date(noon.getTime() + 3_600_000) }),
];
const wrapped = 'On a day, Ann wrote:\n> +x\n\nThis takes the lock\ntwice, as far as I see.\n';

test.each([
  ['the very mail', 'r1', wrapped, ['a', 'b']],
  ['the very mail, changed on the way', 'r1', 'Twice?\n', ['a', 'b']],
  ['a mail that says what a draft says', 'other', wrapped, ['a']],
  ['with its tag', 'other', `${wrapped}\nAcked-by: Carol <carol@x>\n`, ['a', 'b']],
  ['another mail', 'other', 'Something else.\n', undefined],
  [
    'a mail that only quotes it',
    'other',
    '> This takes the lock twice, as far as I see.\n\nNo.\n',
    undefined,
  ],
  ['a tag alone', 'other', 'Acked-by: Carol <carol@x>\n', undefined],
])('%s', (_, messageId, text, ids) => {
  const sentAt = new Date(noon.getTime() + 60_000);
  const sent = sentDrafts(drafts, { reply: 'r1', messageId, sentAt, text });
  expect(sent?.map(({ id }) => id)).toEqual(ids);
});

test('a few words of approval prove nothing', () => {
  const arrived = { reply: 'r1', messageId: 'other', sentAt: noon, text: 'Looks good.\n' };
  expect(sentDrafts([draft('a', 'Looks good.')], arrived)).toBeUndefined();
});
