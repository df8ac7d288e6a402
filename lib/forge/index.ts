export { commitsNamed, readCommits, type Stretch } from './commits';
export { TreeProblem } from './git';
export { holdersOf, type Committed, type Holders } from './holders';
export { diffsOf } from './looks';
export { countCommits, holdsCommit, isBefore, lostCommits, shallowMark, tagsMark, tipOf } from './standing';
export { parsePages, parseTree, parseTrees, placeOf, treeAt, type Tree } from './tree';
export { githubAt, repositoriesIn, type SearchedRepository } from './githubSettings';
export { longestField, longestMessage, namesIn, titleIn } from './message';
