import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bundleCommands } from './bundle.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'loreview bundle-'));
  mkdirSync(join(root, 'bin', 'commands'), { recursive: true });
  write('worker', `import { place } from './place'; console.log(place('worker'));`);
  write(
    'place',
    `import { fileURLToPath } from 'node:url';
     export const place = (name: string) => fileURLToPath(new URL(name + '.ts', import.meta.url));`,
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, source: string): void {
  writeFileSync(join(root, 'bin', 'commands', `${name}.ts`), source);
}

it('finds what lies beside its sources, whatever folder it was bundled into', async () => {
  write('main', `import { place } from './place'; console.log(place('main'));`);
  const folder = join(root, 'made', 'first');
  await bundleCommands(root, folder);
  expect(readdirSync(join(root, 'made'))).toEqual(['first']);
  for (const name of ['main', 'worker'])
    expect(execFileSync(process.execPath, [join(folder, `${name}.js`)], { encoding: 'utf8' }).trim()).toBe(
      join(root, 'bin', 'commands', `${name}.ts`),
    );
});

it('finds a process or a thread that it starts bundled beside it', async () => {
  mkdirSync(join(root, 'lib', 'threads'), { recursive: true });
  writeFileSync(join(root, 'lib', 'threads', 'thread.ts'), `export const said: string = 'by itself';`);
  write(
    'main',
    `const { said } = await import(new URL('../../lib/threads/thread.ts', import.meta.url).href);
     console.log(said, new URL('./worker.ts', import.meta.url).href.split('/').pop());`,
  );
  const folder = join(root, 'made');
  await bundleCommands(root, folder);
  expect(readdirSync(folder)).toContain('thread.js');
  expect(execFileSync(process.execPath, [join(folder, 'main.js')], { encoding: 'utf8' }).trim()).toBe(
    'by itself worker.js',
  );
});

it('names the source and its line where an error comes from', async () => {
  write('main', `\n\nconst fail = (): never => { throw new Error('on purpose'); };\nfail();`);
  const folder = join(root, 'made');
  await bundleCommands(root, folder);
  const { stderr } = spawnSync(process.execPath, ['--enable-source-maps', join(folder, 'main.js')], {
    encoding: 'utf8',
  });
  expect(stderr).toContain('on purpose');
  expect(stderr).toMatch(/bin\/commands\/main\.ts:3:/);
});

it('leaves nothing where a source is broken, and names the line', async () => {
  write('main', '\nconst = 1;');
  await expect(bundleCommands(root, join(root, 'made'))).rejects.toThrow('bin/commands/main.ts:2:6');
  expect(existsSync(join(root, 'made'))).toBe(false);
});
