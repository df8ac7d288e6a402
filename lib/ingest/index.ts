export { correct, showsWithin, type CorrectionRefused } from './correct';
export { deriveSeries, rebuild, sampleSource, type DeriveCount } from './derive';
export { dueAtGithub, lookAtGithub, useGithub, type GithubInUse, type GithubLook } from './github';
export { importMails, type ImportCount } from './import';
export { lookAtMaintainers, useMaintainers } from './maintainers';
export { stopFollow } from '../store/index';
export { follow, pullFollow } from './pull';
export { forgetTree } from './tree-place';
export { readTrees, treesInUse, useTrees, type TreeRead, type TreeStep } from './trees';
export {
  askForDerive,
  askForGithub,
  askForPull,
  askForRebuild,
  prepareQueue,
  startWorker,
  type WorkerHandle,
} from './worker';
