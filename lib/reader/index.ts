export { gitIdentity, type Identity } from './gitIdentity';
export { readIdentity, setReader, thisReader } from './identity';
export { whyReadOnly, type Asked } from './seat';
export type { Reader } from '../store/index';
export { forgetView, mark, saveView, unmark, type MarkRefused, type MarkTaken } from './marks';
