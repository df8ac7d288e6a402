import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The kernel's file has 0.8 MB; what is ten times that is another file. */
const mostBytes = 8 * 1024 * 1024;

/** A MAINTAINERS file that cannot be used; the message names it and says why. */
export class MaintainersProblem extends Error {}

/** Where the MAINTAINERS file is: the path itself, or the file of that name in a kernel tree. */
export async function maintainersPath(path: string): Promise<string> {
  return (await asked(path, stat(path))).isDirectory() ? join(path, 'MAINTAINERS') : path;
}

/** The text of a MAINTAINERS file, or of the one in a kernel tree. Throws MaintainersProblem. */
export async function readMaintainersText(path: string): Promise<string> {
  const file = await maintainersPath(path);
  if ((await asked(file, stat(file))).size > mostBytes)
    throw new MaintainersProblem(`${file}: larger than ${mostBytes} bytes, so it is no MAINTAINERS file.`);
  return asked(file, readFile(file, 'utf8'));
}

async function asked<T>(path: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new MaintainersProblem(`${path}: cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
