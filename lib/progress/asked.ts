import type { Recognition, Series } from '../series/index';
import { nameKeys, patchKeys } from './commits';
import type { Progress } from './progress';

/**
 * The keys under which commits bear on a series: those of its patches and of their reposts by others, and the names of the commits they became.
 * Together with what a tree holds they say when the series is to be derived again.
 */
export function landingKeys(
  { byId }: Pick<Recognition, 'byId'>,
  series: Series,
  progress: Progress,
): readonly string[] {
  const mails = [
    ...series.versions.flatMap(({ cover, patches }) => [cover?.mail, ...patches.map(({ mail }) => mail)]),
    ...series.reposts.map(({ mail }) => mail),
  ];
  const keys = mails.flatMap((id) => {
    const held = id === undefined ? undefined : byId.get(id);
    return held ? patchKeys(held.mail) : [];
  });
  const names = progress.steps.flatMap(({ commits }) => commits.flatMap(({ commit }) => nameKeys(commit)));
  return [...new Set([...keys, ...names])];
}
