import { expect, test } from 'vitest';
import { parseSubject } from './index';

const posting = { isPosting: true, replyDepth: 0, isForward: false };

test.each([
  ['[PATCH] mm: fix', { version: 1, versionText: undefined, number: undefined, title: 'mm: fix' }],
  ['[PATCH v2 3/5] mm: fix', { version: 2, versionText: '2', number: 3, total: 5, title: 'mm: fix' }],
  ['[PATCH V2 3/5] mm: fix', { version: 2, number: 3, total: 5 }],
  ['[PATCHv3] x: y', { version: 3, title: 'x: y' }],
  ['[PATCHv10 02/12] x: y', { version: 10, number: 2, total: 12 }],
  ['[patch v2] x: y', { version: 2 }],
  ['[Patch v2] x: y', { version: 2 }],
  ['[PATCH v2.1] x: y', { version: 2, versionText: '2.1' }],
  ['[RFC][PATCH v3a 06/11] x', { version: 3, versionText: '3a', isRfc: true, number: 6, total: 11 }],
  ['[PATCH v 2] x', { version: 2 }],
  ['[PATCH ver2 1/2] x', { version: 2, number: 1 }],
  ['[PATCH version 3] x', { version: 3 }],
  ['[PATCH rev4] x', { version: 4 }],
  ['[PATCH take 2] x', { version: 2 }],
  ['[PATCH take2] x', { version: 2 }],
  ['[PATCH try #3] x', { version: 3 }],
  ['[PATCH #2] x', { version: 2, tags: [] }],
  ['[PATCH 2nd try] x', { version: 2, tags: [] }],
  ['[PATCH - v3] x', { version: 3, tags: [] }],
  ['[PATCH-v4] x', { version: 4, tags: [] }],
  ['[PATCH_v2] x', { version: 2, tags: [] }],
  ['[PATCH,v2] x', { version: 2, tags: [] }],
  ['[PATCH v2-RESEND] x', { version: 2, isResend: true }],
  ['[PATCH-next v2] x', { version: 2, tags: ['next'] }],
  ['[PATCH v2] [PATCH v3] x', { version: 2 }],
])('version: %s', (subject, expected) => {
  expect(parseSubject(subject)).toMatchObject({ ...posting, ...expected });
});

test.each([
  ['[PATCH1/8] x', { number: 1, total: 8 }],
  ['[PATCH 1 / 8] x', { number: 1, total: 8 }],
  ['[PATCH 01/10] x', { number: 1, total: 10 }],
  ['[PATCH 1 of 8] x', { number: 1, total: 8 }],
  ['[PATCH 3/N] x', { number: 3, total: undefined }],
  ['[PATCH 20/19] one more', { number: 20, total: 19 }],
  ['[PATCH 3/4v2] x', { number: 3, total: 4, version: 2 }],
  ['[PATCH 3/4 v2] x', { number: 3, total: 4, version: 2 }],
  ['[1/3 PATCH] x', { number: 1, total: 3 }],
  ['[PATCH v9 04a/10] x', { number: 4, total: 10, version: 9 }],
  ['PATCH [1/3] x', { number: 1, total: 3, title: 'x' }],
  ['[PATCH: 1/3] x', { number: 1, total: 3, tags: [] }],
  ['[PATCH 0/7] x', { number: 0, total: 7 }],
  ['[PATCH] 2/2] x', { number: 2, total: 2, title: 'x' }],
  ['[PATCH 1/3 foo: bar', { number: 1, total: 3, title: 'foo: bar' }],
  ['[PATCH] [1/3] x', { number: 1, total: 3 }],
  ['[PATCH 5.10 012/300] x', { number: 12, total: 300, version: 1, tags: ['5.10'] }],
  ['[PATCH 5.10/5.15] x', { number: undefined, tags: ['5.10/5.15'] }],
  ['[PATCH 2021/03/04] x', { number: undefined, tags: ['2021/03/04'] }],
])('n/m: %s', (subject, expected) => {
  expect(parseSubject(subject)).toMatchObject({ ...posting, ...expected });
});

test.each([
  ['[RFC PATCH net-next 0/7] x: y', { isRfc: true, number: 0, total: 7, tags: ['net-next'] }],
  ['[RFC 1/3] x', { isRfc: true, number: 1 }],
  ['[RFC v2] x', { isRfc: true, version: 2 }],
  ['[RFCv3 PATCH] x', { isRfc: true, version: 3 }],
  ['[RFC-v2] x', { isRfc: true, version: 2, tags: [] }],
  ['[PATCH/RFC v3] x', { isRfc: true, version: 3, tags: [] }],
  ['[RFC/PATCH] x', { isRfc: true, tags: [] }],
  ['[RFC][PATCH 2/5] x', { isRfc: true, number: 2 }],
  ['[[RFC] PATCH v2] x', { isRfc: true, version: 2 }],
  ['[[PATCH v2] 1/3] x', { version: 2, number: 1, total: 3 }],
  ['[PATCH RFC PREVIEW 1/6] x', { isRfc: true, isPreview: true, number: 1 }],
  ['[RESEND PATCH v3] x', { isResend: true, version: 3 }],
  ['[PATCH RESEND] x', { isResend: true, version: 1 }],
  ['[REPOST PATCH v2 1/2] x', { isResend: true, version: 2 }],
  ['[resend v1 0/5] x', { isResend: true, version: 1, number: 0 }],
  ['[PATCH v2] x (repost)', { isResend: true, title: 'x' }],
  ['[PATCH] x (v3)', { version: 3, title: 'x' }],
  ['[PATCH v2] nfs: support nfs (v4)', { version: 2, title: 'nfs: support nfs (v4)' }],
])('kind: %s', (subject, expected) => {
  expect(parseSubject(subject)).toMatchObject({ ...posting, ...expected });
});

test.each([
  ['[PATCH -next v2 0/3] x', { tags: ['-next'], version: 2, number: 0 }],
  ['[PATCH 6.1.y] x', { tags: ['6.1.y'], version: 1 }],
  ['[PATCH v5.10] x', { tags: ['v5.10'], version: 1 }],
  ['[PATCH AUTOSEL 5.4 38/78] x', { tags: ['AUTOSEL', '5.4'], number: 38 }],
  ['[PATCH 6.6 CANDIDATE v2 10/21] x', { tags: ['6.6', 'CANDIDATE'], version: 2 }],
  ['[PATCH V3 for-6.10/block] x', { tags: ['for-6.10/block'], version: 3, number: undefined }],
  ['[dm-devel] [PATCH v2] x', { tags: ['dm-devel'], version: 2 }],
  ['[PATCH bpf-next v4,2/6] x', { tags: ['bpf-next'], version: 4, number: 2 }],
  ['[v2,3/5] title', { tags: [], version: 2, number: 3, total: 5 }],
  ['[PATCH]: x', { title: 'x' }],
  ['[PATCH]] x', { title: 'x' }],
  ['[PATCH][media] x', { tags: ['media'], title: 'x' }],
  ['[PATCH]   folded\n title', { title: 'folded title' }],
  ['[PATCH 00/19] [PULL REQUEST] x', { tags: ['PULL REQUEST'], number: 0, total: 19, title: 'x' }],
  ['[PULL|PATCH v3 1/2] x', { version: 3, number: 1 }],
  ['[PATCH] wg: allow peers', { title: 'wg: allow peers' }],
  ['[PATCH] res: count', { title: 'res: count' }],
])('tags: %s', (subject, expected) => {
  expect(parseSubject(subject)).toMatchObject({ ...posting, ...expected });
});

test.each([
  ['[git pull] x', { tags: ['git pull'], title: 'x' }],
  ['[GIT PULL] x', { tags: ['GIT PULL'] }],
  ['[GIT PULL v2 1/7] x', { version: 2, number: 1 }],
  ['[bug report] iommu: x', { tags: ['bug report'], title: 'iommu: x' }],
  ['[bug report]', { tags: [], title: '[bug report]' }],
  ['[syzbot] [mm?] KASAN: x', { tags: ['syzbot', 'mm?'], title: 'KASAN: x' }],
  ['[tree:topic/x-v2 3/5] x.c:3: warning: y', { tags: ['tree:topic/x-v2'], version: 1, number: 3 }],
  ['[5.2-rc1 regression]: x', { tags: ['5.2-rc1 regression'], title: 'x' }],
  ['[ANNOUNCE v2] x', { title: 'x' }],
  ['[RFC] how about x', { isRfc: true, title: 'how about x' }],
  ['plain words', { title: 'plain words', tags: [] }],
  ['', { title: '' }],
])('no posting: %s', (subject, expected) => {
  expect(parseSubject(subject)).toMatchObject({ isPosting: false, replyDepth: 0, ...expected });
});

test.each([
  ['Re: [PATCH v2] x', 1],
  ['RE: Re: Re : [PATCH v2] x', 3],
  ['Re[2]: [PATCH v2] x', 1],
  ['Re^3: [PATCH v2] x', 1],
  ['AW: [PATCH v2] x', 1],
  ['Aw: Re: [PATCH v2] x', 2],
  ['Antw: [PATCH v2] x', 1],
  ['SV: [PATCH v2] x', 1],
  ['VS: [PATCH v2] x', 1],
  ['Odp: [PATCH v2] x', 1],
  ['Rif: [PATCH v2] x', 1],
  ['Ref: [PATCH v2] x', 1],
  ['答复: [PATCH v2] x', 1],
  ['回复：[PATCH v2] x', 1],
  ['回复: 回复: [External] Re: [PATCH v2] x', 3],
  ['[dm-devel] Re: [PATCH v2] x', 1],
  ['[EXT] Re: [dm-devel] [PATCH v2] Re: x', 2],
  ['Re: (subset) [PATCH v2] x', 1],
])('reply: %s', (subject, replyDepth) => {
  expect(parseSubject(subject)).toMatchObject({ isPosting: true, replyDepth, version: 2, title: 'x' });
});

test.each([
  ['Fwd: [PATCH] x', 'x'],
  ['FW: [PATCH] x', 'x'],
  ['WG: [PATCH] x', 'x'],
  ['TR: [PATCH] x', 'x'],
  ['[Fwd: some words]', 'some words'],
  ['[a.b@example.org: Re: [PATCH v4 03/16] x]', 'x'],
])('forward: %s', (subject, title) => {
  expect(parseSubject(subject)).toMatchObject({ isForward: true, title });
});

test.each([
  ['[PATCH v3] a: b (was: c: d)', 'a: b', 'c: d'],
  ['[PATCH v3] a: b (was Re: [PATCH v2 1/2] c: d)', 'a: b', 'c: d'],
  ['[PATCH v3] a: b [was: c: d]', 'a: b', 'c: d'],
  ['[PATCH v3] a: b (Was: c (d))', 'a: b', 'c (d)'],
  ['[PATCH v3] a: b (was: c', 'a: b', 'c'],
  ['a topic, was: Re: [PATCH 27/33] c: d', 'a topic', 'c: d'],
  ['a topic (RE: [PATCH 0/5] c: d)', 'a topic', 'c: d'],
  ['[PATCH] fix x (was broken by y)', 'fix x (was broken by y)', undefined],
  ['[PATCH] x (was: a (was: b))', 'x', 'a'],
])('former title: %s', (subject, title, formerTitle) => {
  expect(parseSubject(subject)).toMatchObject({ title, formerTitle });
});
