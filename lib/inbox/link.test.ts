import { describe, expect, test } from 'vitest';
import { parseLink } from './link';

const origins = ['https://lore.kernel.org', 'http://127.0.0.1:8080'];
const id = '20240101-foo-v1-0-abc@example.com';

describe('links people paste', () => {
  test.each([
    [`https://lore.kernel.org/all/${id}/`, undefined],
    [`https://lore.kernel.org/all/${id}`, undefined],
    [`http://lore.kernel.org/all/${id}/T/#u`, undefined],
    [`https://lore.kernel.org/linux-iommu/${id}/T/#t`, 'linux-iommu'],
    [`https://lore.kernel.org/linux-iommu/${id}/t/#m0123456789abcdef`, 'linux-iommu'],
    [`https://lore.kernel.org/linux-iommu/${id}/#r`, 'linux-iommu'],
    [`https://lore.kernel.org/lkml/${id}/raw`, 'lkml'],
    [`https://lore.kernel.org/lkml/${id}/t.mbox.gz`, 'lkml'],
    [`https://lore.kernel.org/r/${id}`, undefined],
    [`https://lore.kernel.org/r/${id}/`, undefined],
    [`https://lore.kernel.org/${id}`, undefined],
    [`lore.kernel.org/r/${id}`, undefined],
    [`<https://lore.kernel.org/r/${id}>`, undefined],
    [`Link: https://lore.kernel.org/r/${id}.`, undefined],
    [`see [1] (https://lore.kernel.org/all/${id}/), please`, undefined],
    [`https://lkml.kernel.org/r/${id}`, undefined],
    [`https://patch.msgid.link/${id}`, undefined],
    [`http://127.0.0.1:8080/all/${id}/`, undefined],
    [`https://lore.kernel.org/all/${encodeURIComponent(id)}/`, undefined],
    [id, undefined],
    [`<${id}>`, undefined],
    [`  <${id}>\n`, undefined],
    [`Message-ID: <${id}>`, undefined],
    [`mid:${id}`, undefined],
  ])('%s', (pasted, list) => {
    expect(parseLink(pasted, origins)).toEqual({ kind: 'link', messageId: id, list });
  });

  test('a link to lore names the mail also where another archive is configured', () => {
    expect(parseLink(`https://lore.kernel.org/linux-iommu/${id}/T/#u`, ['http://127.0.0.1:8080'])).toEqual({
      kind: 'link',
      messageId: id,
      list: 'linux-iommu',
    });
  });

  test('a slash in a Message-ID, escaped or not', () => {
    expect(parseLink('https://lore.kernel.org/all/a%2Fb@example.com/T/#u', origins)).toMatchObject({
      messageId: 'a/b@example.com',
    });
  });
});

test.each([
  ['', /Nothing was entered/],
  ['   ', /Nothing was entered/],
  ['https://lore.kernel.org/', /archive itself/],
  ['https://lore.kernel.org/linux-iommu/', /a list/],
  ['https://lore.kernel.org/all/?q=s:iopf', /a search/],
  ['https://example.org/all/a@b/', /example\.org is no archive/],
  ['https://lkml.org/lkml/2024/1/1/1', /lkml\.org is no archive/],
  ['javascript:alert(1)', /neither a link/],
  ['iommu: enable user space', /neither a link/],
  ['a b@c', /neither a link/],
  [`x${'y'.repeat(3000)}@z`, /characters long/],
  ['https://lore.kernel.org/all/%E0%A4%A/', /a list/],
])('no link: %s', (pasted, why) => {
  const read = parseLink(pasted, origins);
  expect(read).toMatchObject({ kind: 'problem', why: expect.stringMatching(why) as unknown });
});

test.each([
  [
    'iommu: enable user space',
    'neither a link to a mail at 127.0.0.1:8080 or lore.kernel.org nor a Message-ID',
  ],
  ['https://example.org/all/a@b/', 'links to 127.0.0.1:8080 or lore.kernel.org are read'],
])('what links are read is told whole where another archive is configured: %s', (pasted, words) => {
  expect(parseLink(pasted, ['http://127.0.0.1:8080'])).toMatchObject({
    kind: 'problem',
    why: expect.stringContaining(words) as unknown,
  });
});
