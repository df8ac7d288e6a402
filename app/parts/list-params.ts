import {
  seriesOrders,
  stageOrder,
  turnWords,
  type SeriesListAsked,
  type SeriesOrder,
} from '../../lib/query/index';

/** What the words of an address ask of the list of series, as far as they are understood; anything else means "all". */
export function seriesListAsked(
  params: Readonly<Record<string, string | string[] | undefined>>,
): SeriesListAsked {
  const word = (name: string) => {
    const value = params[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined;
  };
  const order = word('sort');
  const turn = word('turn');
  const stage = word('stage');
  return {
    text: word('q'),
    list: word('list'),
    person: word('person'),
    turn: turnWords.find((one) => one === turn),
    stage: stageOrder.find((one) => one === stage),
    label: word('label'),
    order: seriesOrders.find((one): one is SeriesOrder => one === order) ?? 'last-mail',
    page: Math.min(Math.max(1, Math.trunc(Number(word('page') ?? 1)) || 1), 1_000_000),
  };
}
