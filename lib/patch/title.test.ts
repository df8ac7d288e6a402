import { expect, test } from 'vitest';
import { normaliseTitle } from './index';

test.each([
  ['iommu: Enable user space IOPFs', 'iommu enable user space iopfs'],
  ['iommu:enable  user-space\tIOPFs.', 'iommu enable user space iopfs'],
  ['mm/slab: fix “x”', 'mm slab fix x'],
  ['Ünïcode ﬁx', 'ünïcode fix'],
  ['...', '...'],
  ['', ''],
])('%s', (title, key) => {
  expect(normaliseTitle(title)).toBe(key);
});
