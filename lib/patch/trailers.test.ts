import { expect, test } from 'vitest';
import { isReviewTrailer, parseTrailerLine, readPatch } from './index';

test.each([
  ['Reviewed-by', true],
  ['reviewed-by', true],
  ['Acked-by', true],
  ['Tested-by', true],
  ['Reviewed-and-tested-by', true],
  ['Tested-and-Reviewed-by', true],
  ['Acked-and-tested-by', true],
  ['Nacked-by', true],
  ['Signed-off-by', false],
  ['Reported-by', false],
  ['Reported-and-tested-by', true],
  ['Suggested-by', false],
  ['Co-developed-by', false],
  ['Cc', false],
  ['Fixes', false],
  ['Link', false],
  ['Closes', false],
])('%s gives a review: %s', (key, expected) => {
  expect(isReviewTrailer(key)).toBe(expected);
});

test.each([
  ['Reviewed-by: A B <a@x>', { key: 'Reviewed-by', value: 'A B <a@x>' }],
  ['Acked-by:A', { key: 'Acked-by', value: 'A' }],
  ['Tested-by : A', { key: 'Tested-by', value: 'A' }],
  ['https://example.org', undefined],
  ['v2: reworded', undefined],
  ['Reviewed-by:', undefined],
  ['two words: x', undefined],
])('%s', (line, trailer) => {
  expect(parseTrailerLine(line)).toEqual(trailer);
});

/** A message and the trailers it ends with, as "line key=value". */
test.each([
  ['sign-off', 'Text.\n\nSigned-off-by: A <a@x>\n---\n', ['3 Signed-off-by=A <a@x>']],
  ['no trailers', 'Text.\n\nMore: text, and\nso on.\n---\n', []],
  [
    'two paragraphs',
    'Text.\n\nFixes: 1234567890ab ("x")\n\nSigned-off-by: A <a@x>\n',
    ['3 Fixes=1234567890ab ("x")', '5 Signed-off-by=A <a@x>'],
  ],
  ['prose with a colon above', 'Note: text\n\nSigned-off-by: A <a@x>\n', ['3 Signed-off-by=A <a@x>']],
  [
    'note between',
    'Text.\n\nSigned-off-by: A <a@x>\n[b: moved it]\nSigned-off-by: B <b@x>\n',
    ['3 Signed-off-by=A <a@x>', '5 Signed-off-by=B <b@x>'],
  ],
  [
    'folded',
    'Text.\n\nCc: A <a@x>,\n B <b@x>\nSigned-off-by: A <a@x>\n',
    ['3 Cc=A <a@x>, B <b@x>', '5 Signed-off-by=A <a@x>'],
  ],
  [
    'wrapped title',
    'Text.\n\nFixes: 1234567890ab ("a long\ntitle")\nSigned-off-by: A <a@x>\n',
    ['3 Fixes=1234567890ab ("a long title")', '5 Signed-off-by=A <a@x>'],
  ],
  [
    'a quarter, one by git',
    'Text.\n\nSigned-off-by: A <a@x>\nand a line\nand a line\nand a line\n',
    ['3 Signed-off-by=A <a@x>'],
  ],
  ['less than a quarter', 'T.\n\nSigned-off-by: A <a@x>\na b\na b\na b\na b\n', []],
  ['changelog below', 'T.\n\nSigned-off-by: A <a@x>\n\nChanges:\n * less\n', ['3 Signed-off-by=A <a@x>']],
  ['dashes below', 'T.\n\nSigned-off-by: A <a@x>\n--\nv2:\n\t- less\n---\n', ['3 Signed-off-by=A <a@x>']],
  [
    'shortlog below',
    'T.\n\nSigned-off-by: A <a@x>\n\nA B (1):\n  x: y\n\n x | 2 +-\n 1 file changed\n',
    ['3 Signed-off-by=A <a@x>'],
  ],
  ['empty value', 'T.\n\nReviewed-by:\nSigned-off-by: A <a@x>\n', ['4 Signed-off-by=A <a@x>']],
  ['carriage returns', 'T.\r\n\r\nSigned-off-by: A <a@x>\r\n---\r\n', ['3 Signed-off-by=A <a@x>']],
  ['below the rule', 'T.\n---\nSigned-off-by: A <a@x>\n', []],
])('%s', (_, text, expected) => {
  const trailers = readPatch(text).trailers.map(({ line, key, value }) => `${String(line)} ${key}=${value}`);
  expect(trailers).toEqual(expected);
});
