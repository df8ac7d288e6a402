import { z } from 'zod';
import type { Github } from './client';
import { GithubFailure } from './failure';

/** What tests say of a commit: check runs and statuses together. */
export interface Checks {
  readonly passed: number;
  readonly failed: number;
  /** Not over yet. */
  readonly running: number;
  /** Names of some that failed. */
  readonly failing: readonly string[];
}

/** So many failing checks are named. */
const mostNamed = 5;
/** Conclusions that hold a pull request up (docs.github.com/rest/checks/runs). */
const bad = new Set(['failure', 'timed_out', 'cancelled', 'action_required', 'startup_failure']);

/** The checks of a commit; where a repository has none of a kind it counts nothing. */
export async function checksOf(
  github: Github,
  repo: { readonly owner: string; readonly repo: string },
  hash: string,
): Promise<Checks> {
  const of = { ...repo, ref: hash, per_page: 100 };
  const { check_runs } = await orEmpty(
    github.ask('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', of, RunsShape),
    { check_runs: [] },
  );
  const { statuses } = await orEmpty(
    github.ask('GET /repos/{owner}/{repo}/commits/{ref}/status', of, StatusShape),
    {
      statuses: [],
    },
  );
  const all = [
    ...check_runs.map(({ name, status, conclusion }) => ({
      name,
      is: status !== 'completed' ? 'running' : bad.has(conclusion ?? '') ? 'failed' : 'passed',
    })),
    ...statuses.map(({ context, state }) => ({
      name: context,
      is: state === 'pending' ? 'running' : state === 'success' ? 'passed' : 'failed',
    })),
  ];
  const failing = all.filter(({ is }) => is === 'failed');
  return {
    passed: all.filter(({ is }) => is === 'passed').length,
    failed: failing.length,
    running: all.filter(({ is }) => is === 'running').length,
    failing: failing.slice(0, mostNamed).map(({ name }) => name),
  };
}

const RunsShape = z.object({
  check_runs: z.array(z.object({ name: z.string(), status: z.string(), conclusion: z.string().nullish() })),
});

const StatusShape = z.object({ statuses: z.array(z.object({ context: z.string(), state: z.string() })) });

async function orEmpty<T>(answer: Promise<T>, empty: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GithubFailure && error.kind === 'not-found') return empty;
    throw error;
  }
}
