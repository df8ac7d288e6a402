import { expect, test } from 'vitest';
import { archiveLinks } from './index';

test.each([
  ['https://lore.kernel.org/r/20240101.1-a@example.org', ['20240101.1-a@example.org']],
  ['https://lore.kernel.org/all/a@x/T/#u', ['a@x']],
  ['https://lore.kernel.org/linux-iommu/a@x/', ['a@x']],
  ['https://lore.kernel.org/a@x', ['a@x']],
  ['[1]: <https://lore.kernel.org/all/a@x/>.', ['a@x']],
  ['(see https://lore.kernel.org/all/a@x).', ['a@x']],
  ['http://lkml.kernel.org/r/%3Ca%2Bb@x%3E', ['a+b@x']],
  ['https://patch.msgid.link/a%40x', ['a@x']],
  ['https://msgid.link/a@x', ['a@x']],
  ['https://patchwork.kernel.org/project/linux-mm/patch/a@x/', ['a@x']],
  ['https://marc.info/?i=a@x', ['a@x']],
  [
    'Link: https://lore.kernel.org/r/b@x\nhttps://lore.kernel.org/r/a@x https://lore.kernel.org/r/b@x',
    ['b@x', 'a@x'],
  ],
  ['https://lore.kernel.org/all/?q=f:a', []],
  ['https://example.org/a@x', []],
  ['https://lore.kernel.org/linux-iommu/', []],
  ['https://lore.kernel.org/all/%ff%40x', ['\ufffd@x']],
  ['no link', []],
])('%s', (text, ids) => {
  expect(archiveLinks(text)).toEqual(ids);
});
