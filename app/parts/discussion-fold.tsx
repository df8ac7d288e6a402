import type { ReactNode } from 'react';
import type { ConversationView } from '../../lib/query/index';
import { countAsked } from './discussion-asked';
import { plural } from './discussion-words';
import { countsInWords } from './state-words';

/** Each takes about a third of a screen, so these are eight screens, and the diff comes below them. */
const mostShown = 24;

/** Discussions one below the other; of very many the rest is one line, which says how many and what is asked in them, and opens. */
export function FoldedTalks({
  talks,
  show,
  isWritten,
}: {
  readonly talks: readonly ConversationView[];
  readonly show: (talk: ConversationView) => ReactNode;
  /** Whether the reader writes in it: then the rest is open. */
  readonly isWritten: (talk: ConversationView) => boolean;
}) {
  const rest = talks.slice(mostShown);
  // A fold of one would cost as much room as it saves.
  if (rest.length <= 1) return talks.map(show);
  return (
    <>
      {talks.slice(0, mostShown).map(show)}
      <details className="more" open={rest.some(isWritten)}>
        <summary>
          {plural(rest.length, 'more discussion')}: {countsInWords(countAsked(rest))}
        </summary>
        {rest.map(show)}
      </details>
    </>
  );
}
