/** What the command line ends with. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, partly: 3, alreadyRunning: 4 } as const;

/** For --help. */
export const exitCodesHelp = `Exit codes:
  0  done
  1  failed; standard error says why and what to do
  2  called with options or arguments that do not exist or do not fit
  3  partly done: some inputs were refused, each named on standard error
  4  serve: Loreview already runs with this data directory`;

/** Ends a command with a message and a code; thrown by commands, told by main.ts. */
export class CommandProblem extends Error {
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(message);
  }
}
