import type { FollowView } from '../../lib/query/index';
import { Due } from './time';

/** Says that what is shown is a sample, and why nothing else is there yet. */
export function SampleNote({ follows }: { readonly follows: readonly FollowView[] }) {
  const failing = follows.find((follow) => follow.problem !== undefined);
  return (
    <div className="note" role="status">
      <b>This is a sample.</b> The series below is a thread written for Loreview, so that there is something
      to see.{' '}
      {failing ? (
        <>
          {failing.problem}{' '}
          {failing.nextTryAt ? (
            <>
              Next try <Due date={failing.nextTryAt} />.{' '}
            </>
          ) : null}
          <a href={`/follow/${failing.id}`}>What was asked, and a button to try now</a>
        </>
      ) : follows.length > 0 ? (
        <>
          The first series is being fetched: <a href={`/follow/${follows[0]?.id ?? ''}`}>progress</a>.
        </>
      ) : (
        'Follow a series to see your own.'
      )}
    </div>
  );
}
