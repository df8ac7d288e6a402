import { expect, test } from 'vitest';
import type { Mail } from '../mail/index';
import { recogniseSeries } from '../series/index';
import { letter } from '../series/specimens';
import { isOnItsWay } from './onItsWay';
import type { ShownStage } from './stalled';
import { upstreamOf } from './upstream';

const netdev = 'netdev@vger.kernel.org';

/** A patch of these files, sent to a list. */
function patch(files: readonly string[], to: string, subject = '[PATCH] one thing'): Mail {
  const diff = files.flatMap((file) => [
    `diff --git a/${file} b/${file}`,
    `--- a/${file}`,
    `+++ b/${file}`,
    '@@ -1 +1,2 @@',
    ' first line',
    `+one more of ${file}`,
  ]);
  return {
    ...letter({ id: 'p', subject, text: ['Say why.', '', '---', ...diff, ''].join('\n') }),
    to: [{ name: '', address: to }],
  };
}

test.each<[string, string | undefined, ...Parameters<typeof patch>]>([
  ['a driver', 'linux', ['drivers/net/lamp.c', 'include/linux/lamp.h'], netdev],
  ['a driver and its Makefile', 'linux', ['drivers/net/lamp.c', 'MAINTAINERS'], 'linux-pci@vger.kernel.org'],
  ['the block layer', 'linux', ['block/lamp.c'], 'linux-block@vger.kernel.org'],
  ['a binding', 'linux', ['Documentation/devicetree/bindings/lamp.yaml'], 'devicetree@vger.kernel.org'],
  ['on a list of infradead', 'linux', ['drivers/nvme/host/rdma.c'], 'linux-nvme@lists.infradead.org'],
  ['on a list that is not the kernel’s', undefined, ['drivers/net/lamp.c'], 'lamp@lists.example.org'],
  ['git', undefined, ['builtin/am.c', 't/t1234.sh'], 'git@vger.kernel.org'],
  ['git’s documentation', undefined, ['Documentation/git-am.txt'], 'git@vger.kernel.org'],
  ['liburing', undefined, ['src/queue.c', 'debian/rules'], 'io-uring@vger.kernel.org'],
  ['cygwin', undefined, ['winsup/cygwin/fork.cc'], 'cygwin-patches@cygwin.com'],
  ['fstests', undefined, ['tests/generic/001', 'common/rc'], 'fstests@vger.kernel.org'],
  [
    'iproute2’s copy of a header',
    undefined,
    ['include/uapi/linux/lamp.h'],
    netdev,
    '[PATCH iproute2-next] lamp',
  ],
  ['barebox', undefined, ['drivers/net/lamp.c'], 'barebox@lists.infradead.org'],
  ['libraries and tools alone', undefined, ['lib/lamp.c', 'tools/lamp.c'], netdev],
  ['no diff', undefined, [], netdev],
])('%s', (_, expected, ...given) => {
  const recognition = recogniseSeries([patch(...given)]);
  const [series] = recognition.series;
  expect(series && upstreamOf(recognition, series)).toBe(expected);
});

const since = new Date('2024-03-01T00:00:00Z');
const after = (weeks: number) => new Date(since.getTime() + weeks * 7 * 86_400_000);

test.each<[ShownStage, 'linux' | undefined, number, boolean]>([
  ['posted', undefined, 500, true],
  ['stalled', undefined, 500, true],
  ['applied', 'linux', 25, true],
  ['applied', 'linux', 27, false],
  ['applied', undefined, 1, false],
  ['in-next', undefined, 25, true],
  ['in-next', 'linux', 27, false],
  ['in-mainline', 'linux', 1, false],
  ['rejected', 'linux', 1, false],
  ['unknown', 'linux', 1, false],
])('%s, bound for %s, after %d weeks: %s', (shown, upstream, weeks, expected) => {
  expect(isOnItsWay({ shown, since, upstream }, { now: after(weeks) })).toBe(expected);
});
