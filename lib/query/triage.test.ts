import { expect, test } from 'vitest';
import { pathPattern } from './triage';

test.each([
  ['drivers/iommu/', 'drivers/iommu/intel/prq.c', true],
  ['drivers/iommu', 'drivers/iommu/intel/prq.c', true],
  ['drivers/iommu', 'drivers/iommufd/main.c', false],
  ['drivers/*/prq.c', 'drivers/iommu/prq.c', true],
  ['drivers/*/prq.c', 'drivers/iommu/intel/prq.c', false],
  ['drivers/**/prq.c', 'drivers/iommu/intel/prq.c', true],
  ['drivers/**/prq.c', 'drivers/prq.c', true],
  ['*.rst', 'Documentation/a/b.rst', true],
  ['*.rst', 'Documentation/a/b.rst.txt', false],
  ['prq.c', 'drivers/iommu/intel/prq.c', true],
  ['prq.c', 'drivers/iommu/intel/prqc', false],
  ['a+b.c', 'x/a+b.c', true],
  ['a?.c', 'ab.c', true],
  ['a?.c', 'a/.c', false],
])('%s over %s: %s', (glob, path, expected) => {
  expect(new RegExp(pathPattern(glob)).test(path)).toBe(expected);
});
