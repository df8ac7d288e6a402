export { readCommits, TreeProblem, withReleases } from './git';
export { parseTree, type Tree } from './tree';
