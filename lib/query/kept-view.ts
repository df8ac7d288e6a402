import type { SavedView } from '../store/index';
import { stageOrder } from './progress';
import type { KeptView } from './progress-asked';

/** What a kept filter asks of series, whoever they wait for; words that are not understood mean "all". */
export function keptView({ name, query }: Pick<SavedView, 'name' | 'query'>): KeptView {
  const words = new URLSearchParams(query);
  const several = (word: string): readonly string[] => words.getAll(word).filter((one) => one.trim() !== '');
  return {
    name,
    filter: {
      text: several('q').at(-1),
      lists: several('list'),
      people: several('person'),
      role: 'any',
      labels: several('label'),
      path: several('path').at(-1),
    },
    stage: stageOrder.find((one) => one === words.get('stage')),
    isOfQueue: words.has('age') || words.has('only'),
  };
}
