import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ConversationView, State } from '../../lib/query/index';
import { FoldedTalks } from './discussion-fold';

/** So many discussions of one remark each, in the state or asking nothing. */
const talks = (count: number, state?: State) =>
  Array.from(
    { length: count },
    (_, number) => ({ number, remarks: [{ asked: state && { state } }] }) as unknown as ConversationView,
  );

const markup = (given: readonly ConversationView[], written?: number) =>
  renderToStaticMarkup(
    <FoldedTalks
      talks={given}
      show={({ number }) => <i key={number}>{number} </i>}
      isWritten={({ number }) => number === written}
    />,
  );

test.each([24, 25])('%i discussions stand below each other', (count) => {
  expect(markup(talks(count))).not.toContain('<details');
});

test('of more the rest is a line that counts them and opens', () => {
  const html = markup(talks(600, 'open'));
  expect(html).toContain('<summary>576 more discussions: 576 unsettled</summary>');
  expect(html.indexOf('<i>23 ')).toBeLessThan(html.indexOf('<details'));
  expect(html.indexOf('<i>24 ')).toBeGreaterThan(html.indexOf('<details'));
  expect(html).toContain('<i>599 ');
  expect(markup(talks(40), 30)).toContain('<details class="more" open');
  expect(markup(talks(40))).toContain('<summary>16 more discussions: nothing asked</summary>');
});
