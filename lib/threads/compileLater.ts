import { setFlagsFromString } from 'node:v8';

/** Node.js 22 has V8 12. */
const major = Number.parseInt(process.versions.v8, 10);

/**
 * When TurboFan takes up a function, here some ten to twenty times as late as V8 itself would: by the bytecode it has run, or since
 * V8 12 by how often it was called. docs/decisions/0022-compile-later.md says what that wins.
 */
export const compileAfter =
  major < 12 ? '--interrupt-budget=1500000' : '--invocation-count-for-turbofan=30000';

/**
 * Has this process and its threads compile less. Reading mail touches thousands of functions, each thread compiles its own, and
 * most are hardly asked again.
 */
export function compileLater(): void {
  setFlagsFromString(compileAfter);
}
