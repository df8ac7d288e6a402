import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Who somebody says to be, as typed or configured. */
export interface Identity {
  readonly name: string;
  readonly addresses: readonly string[];
}

const run = promisify(execFile);

/** git answers at once or not at all. Milliseconds. */
const patience = 2_000;

/** Who git takes the user of this machine for (`user.name`, `user.email` of its global configuration), to be offered as the reader; empty where it says nothing or is not installed. */
export async function gitIdentity(): Promise<Identity> {
  const [name, address] = await Promise.all([configured('user.name'), configured('user.email')]);
  return { name, addresses: address === '' ? [] : [address] };
}

/** git ends with 1 for a value that is not set, and is not there at all on some machines: either way there is nothing to offer. */
async function configured(key: string): Promise<string> {
  try {
    const { stdout } = await run('git', ['config', '--global', '--get', key], { timeout: patience });
    return stdout.trim();
  } catch {
    return '';
  }
}
