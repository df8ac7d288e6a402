// What a thread can be asked. Plain JavaScript, because a thread starts without what reads TypeScript; and of the two ways to
// read it the one that works in the thread itself, where the other starts a second thread beside each.
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
export const { readKeys, tellMails } = createRequire(import.meta.url)('./tasks.ts');
