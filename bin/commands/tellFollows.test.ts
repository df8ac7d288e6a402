import { afterEach, expect, test, vi } from 'vitest';
import { FollowProgress, type Follow } from '../../lib/store/index';
import { tellFollow } from './tellFollows';

afterEach(() => vi.restoreAllMocks());

function said(follow: Partial<Follow>): string {
  const spy = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  tellFollow({
    id: 1,
    link: 'https://lore.kernel.org/list/a@x/T/#u',
    messageId: 'a@x',
    addedAt: new Date(),
    state: 'queued',
    progress: FollowProgress.parse({}),
    problem: undefined,
    tries: 0,
    nextTryAt: undefined,
    lastRunAt: undefined,
    ...follow,
  });
  return spy.mock.calls.map(([words]) => String(words)).join('');
}

test('a follow is named by its Message-ID: it keeps the link of who asked first', () => {
  expect(said({})).toBe('  following a@x\n');
});

test('the next try of another day is told with the day', () => {
  const nextTryAt = new Date(Date.now() + 48 * 3600_000);
  const words = said({ state: 'waiting', problem: 'busy', tries: 1, nextTryAt });
  expect(words).toContain(`next try at ${nextTryAt.getDate()} `);
  expect(words).toContain(`${nextTryAt.getFullYear()}, `);
});
