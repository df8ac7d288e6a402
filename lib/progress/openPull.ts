import type { Step } from './progress';

/** What of a step tells whether a request to pull is still to be answered. */
export type PullWord = Pick<Step, 'kind' | 'by'>;

/** Steps by which a request to pull is asked or answered; the others leave it as it is. */
export const pullKinds = [
  'pull-requested',
  'applied',
  'in-mainline',
] as const satisfies readonly Step['kind'][];

/** The last request to pull, while nothing later says that patches were taken. By date, undated last, as steps are. */
export function openPull(steps: readonly PullWord[]): PullWord | undefined {
  const last = steps.findLast(({ kind }) => pullKinds.some((one) => one === kind));
  return last?.kind === 'pull-requested' ? last : undefined;
}
