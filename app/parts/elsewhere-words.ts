import type { CommitBrief, PlaceFacts, ThingView } from '../../lib/query/index';
import { plural } from './discussion-words';

/** What kind of thing a link leads to, in a word. */
export const kindNames: Readonly<Record<ThingView['kind'], string>> = {
  repository: 'repository',
  branch: 'branch',
  file: 'file',
  commit: 'commit',
  pull: 'pull request',
  issue: 'issue',
  release: 'release',
  other: 'page',
};

/** Digits of a hash, as git shows it in kernel mail. */
const shortHash = 12;

/** What of its repository a thing is: a file by its path once it is known where the branch's name ends, a hash cut short. */
export function nameOfThing({ kind, what, seen }: ThingView): string {
  const facts = seen?.facts;
  if (facts?.kind === 'file') return facts.path;
  if (kind === 'commit') return what.slice(0, shortHash);
  if (kind === 'file' && what.startsWith('HEAD/')) return what.slice('HEAD/'.length);
  return kind === 'pull' || kind === 'issue' ? `#${what}` : what;
}

/** One thing that is told of a place; what it is about leads to its page. */
export interface Said {
  readonly words: string;
  readonly commit?: CommitBrief | undefined;
  readonly release?: { readonly tag: string; readonly url: string } | undefined;
  /** ISO 8601; '' when it is not known. */
  readonly at?: string | undefined;
}

/** What GitHub said of a thing, in the order it is read. */
export function saidOf(facts: PlaceFacts): readonly Said[] {
  switch (facts.kind) {
    case 'missing':
      return [{ words: 'not there now, or not public' }];
    case 'repository':
      return [
        ...(facts.isArchived ? [{ words: 'archived' }] : []),
        facts.latest
          ? { words: `latest commit on ${facts.branch}`, commit: facts.latest, at: facts.latest.date }
          : { words: 'empty' },
        facts.release
          ? { words: 'latest release', release: facts.release, at: facts.release.date }
          : { words: 'no release' },
      ];
    case 'branch':
      return [{ words: 'latest commit', commit: facts.latest, at: facts.latest.date }];
    case 'file':
      return [
        {
          words: `${facts.isThere ? 'there' : 'not there'} on ${facts.branch === 'HEAD' ? 'the default branch' : facts.branch}`,
        },
        ...(facts.changed
          ? [
              {
                words: facts.isThere ? 'last changed by' : 'last touched by',
                commit: facts.changed,
                at: facts.changed.date,
              },
            ]
          : []),
      ];
    case 'commit':
      return [{ words: 'there', commit: facts.commit, at: facts.commit.date }];
    case 'pull':
      return [
        { words: `“${facts.title}”` },
        { words: facts.state, at: facts.since },
        { words: checksWords(facts.checks) },
      ];
    case 'issue':
      return [{ words: `“${facts.title}”` }, { words: facts.state, at: facts.since }];
    case 'release':
      return [{ words: 'released', at: facts.release.date }];
  }
}

/** "checks: 1 failed (test), 2 passed". */
export function checksWords({
  passed,
  failed,
  running,
  failing,
}: Extract<PlaceFacts, { readonly kind: 'pull' }>['checks']): string {
  const parts = [
    failed > 0 ? `${failed} failed (${failing.join(', ')}${failed > failing.length ? ', …' : ''})` : '',
    running > 0 ? `${running} running` : '',
    passed > 0 ? `${passed} passed` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'no checks' : `checks: ${parts.join(', ')}`;
}

/** "3 of 5 patches found". */
export function landedWords(found: number, total: number): string {
  if (found === 0) return total === 1 ? 'the patch was not found' : `none of ${total} patches was found`;
  return found === total
    ? total === 1
      ? 'the patch was found'
      : `all ${total} patches were found`
    : `${found} of ${plural(total, 'patch', 'patches')} ${found === 1 ? 'was' : 'were'} found`;
}
