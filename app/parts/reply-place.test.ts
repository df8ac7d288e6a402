import { expect, test } from 'vitest';
import { lineNames } from './reply-place';

const patch = `The cache walks twice.

Signed-off-by: Ann Author <ann@example.org>
---
 lib/cache.c | 2 +-

diff --git a/lib/cache.c b/lib/cache.c
--- a/lib/cache.c
+++ b/lib/cache.c
@@ -10,2 +10,2 @@ int walk(void)
 	int a;
-	a = 1;
+	a = 2;
-- 
2.40.1
`;

test.each([
  [1, 'message:1'],
  [5, 'line 5'],
  [8, 'cache.c'],
  [11, 'cache.c:10'],
  [12, 'cache.c:11'],
  [13, 'cache.c:11'],
  [99, 'line 99'],
])('line %i of a patch', (line, name) => {
  expect(lineNames(patch)(line)).toBe(name);
});

test('a reply has lines', () => {
  expect(lineNames('> a = 2;\n\nWhy?\n')(3)).toBe('line 3');
});
