import { gitText } from './git';
import type { Tree } from './tree';

/** A tag that tells when something was there: of a release, or of one day's linux-next. */
export interface Tag {
  readonly kind: 'release' | 'day';
  /** "v6.13", "next-20241108" */
  readonly name: string;
  readonly commit: string;
  /** When it was made; undefined where it does not say. */
  readonly at: Date | undefined;
}

/** The tags of a clone that count, newest first; those of days for linux-next alone. */
export async function tagsOf(tree: Tree): Promise<readonly Tag[]> {
  const listed = await gitText(tree, [
    'for-each-ref',
    // The last is the first key.
    '--sort=-version:refname',
    '--sort=-creatordate',
    '--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(creatordate:unix) %(refname:strip=2)',
    ...tagPatterns(tree),
  ]);
  return listed.split('\n').flatMap((line): Tag[] => {
    const [type, own = '', peeledType, peeled = '', seconds = '', name = ''] = line.split(' ');
    // A tag may name a tree, or another tag.
    const commit = type === 'commit' ? own : peeledType === 'commit' ? peeled : undefined;
    if (commit === undefined) return [];
    const at = new Date(Number(seconds) * 1_000);
    const isDated = seconds !== '' && !Number.isNaN(at.getTime());
    return [{ kind: name.startsWith('v') ? 'release' : 'day', name, commit, at: isDated ? at : undefined }];
  });
}

export function tagPatterns({ role }: Tree): readonly string[] {
  return ['refs/tags/v[0-9]*', ...(role === 'next' ? ['refs/tags/next-2[0-9]*'] : [])];
}
