export { readMaintainers, type MaintainersFile, type Section } from './read';
export { maintainersOf, type Listed, type Maintainers } from './listed';
