#!/usr/bin/env node
/**
 * `npm test`: installs what tests need, runs every runner, and adds them up in one last line. Plain JavaScript
 * without packages, because it runs before they are there. A part that cannot run here is named as skipped.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
process.env.NEXT_TELEMETRY_DISABLED = '1';

function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return error ? 127 : (status ?? 1);
}

function has(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
}

/** A package of its own on Debian, which is broken without a Perl module that it merely recommends. */
function hasSendEmail() {
  const test = 'test -x "$(git --exec-path)/git-send-email" && perl -MMail::Address -e 1';
  return spawnSync('sh', ['-c', test], { stdio: 'ignore' }).status === 0;
}

function must(what, status) {
  if (status === 0) return;
  console.error(`npm test: ${what} failed (exit ${status}); no test was run.`);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

/** Programs tests drive that npm does not bring. On Debian as root they are installed; elsewhere named when missing. */
function installPrograms() {
  const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0 && has('apt-get');
  const wanted = [
    !has('chromium') && 'chromium',
    !has('public-inbox-httpd') && 'public-inbox',
    !has('public-inbox-httpd') && 'libplack-middleware-reverseproxy-perl',
    !has('git') && 'git',
    !has('b4') && 'b4',
    !hasSendEmail() && 'git-email',
    !hasSendEmail() && 'libmailtools-perl',
  ].filter(Boolean);
  if (wanted.length > 0 && isDebianRoot) {
    console.log(`npm test: installing ${wanted.join(', ')}`);
    const apt = ['-qq', '-o', 'DPkg::Lock::Timeout=300'];
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', [...apt, 'update'], env);
    run('apt-get', [...apt, 'install', '-y', '--no-install-recommends', ...wanted], env);
  }
  if (!has('chromium') && !isDebianRoot) run('npx', ['playwright', 'install', 'chromium']);
}

const total = { passed: 0, failed: 0, skipped: 0 };

/** Adds a runner's figures. A runner that dies without a report, or fails with none failed, is one failure. */
function add(name, status, count) {
  const counts = count() ?? { passed: 0, failed: 1, skipped: 0 };
  if (status !== 0 && counts.failed === 0) counts.failed += 1;
  for (const key of Object.keys(total)) total[key] += counts[key];
  console.log(
    `npm test: ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
}

function report(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

must('installing packages', run('node', ['bin/setup.mjs', '--install', '--generate']));
installPrograms();

const scratch = mkdtempSync(join(tmpdir(), 'loreview-test-'));
try {
  const vitestReport = join(scratch, 'vitest.json');
  const vitest = run('npx', [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${vitestReport}`,
  ]);
  add('rooms, database, network', vitest, () => {
    const json = report(vitestReport);
    return (
      json && {
        passed: json.numPassedTests,
        failed: json.numFailedTests,
        skipped: json.numPendingTests + json.numTodoTests,
      }
    );
  });

  must('building the pages', run('node', ['bin/setup.mjs', '--bundle', '--build']));
  const browserReport = join(scratch, 'playwright.json');
  const browser = run('npx', ['playwright', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport,
  });
  add('browser', browser, () => {
    const stats = report(browserReport)?.stats;
    if (stats?.flaky > 0) console.log(`npm test: browser: ${stats.flaky} passed only at the second try`);
    return (
      stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
    );
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
