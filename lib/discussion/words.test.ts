import { expect, test } from 'vitest';
import { isAttribution, isHeaderLine, isPastedHeader, isPasteSeparator } from './attributionWords';
import { isAddresseeNote, isClosing, isGreeting, isLegalStart, isOwnName, isSnip } from './furnitureWords';
import { readLine } from './lines';
import { isRobot, isSocial, readTags } from './speech';

const rob = { name: 'Robert Reader', address: 'rob.reader@example.net' };
const ann = { name: 'Ann Author', address: 'ann@example.org' };

test.each([
  ['On Fri, 1 Mar 2024 at 12:00, Ann Author <ann@example.org> wrote:', true],
  ['On 2024/3/1 12:00, Ann Author wrote:', true],
  ['Ann Author <ann@example.org> writes:', true],
  ['Am 01.03.24 um 12:00 schrieb Ann Author:', true],
  ['Le 01/03/2024 à 12:00, Ann Author a écrit :', true],
  ['El 1/3/24 a las 12:00, Ann Author escribió:', true],
  ['2024年3月1日(金) 12:00 Ann Author <ann@example.org>:', true],
  ['在 2024/3/1 12:00, Ann Author 写道:', true],
  ['пт, 1 мар. 2024 г. в 12:00, Ann Author <ann@example.org>:', true],
  ['Excerpts from Ann Author’s message of March 1, 2024 12:00 pm:', true],
  ['Please add the following:', false],
  ['On x86 this fails as follows:', false],
  ['Ann Author wrote a driver.', false],
])('attribution: %s', (line, expected) => {
  expect(isAttribution(line, ann)).toBe(expected);
});

test.each([
  ['From: Ann Author <ann@example.org> Sent: Friday, March 1, 2024 12:00 PM', true],
  ['From: Ann Author <ann@example.org>', true],
  ['From: here on it fails', false],
])('headers in one line: %s', (line, expected) => {
  expect(isHeaderLine(line)).toBe(expected);
});

test.each([
  ['-----Original Message-----', true],
  ['----- Forwarded message from Ann -----', true],
  ['-----Ursprüngliche Nachricht-----', true],
  ['---', false],
  ['-------------', false],
])('separator: %s', (line, expected) => {
  expect(isPasteSeparator(line)).toBe(expected);
});

test.each([
  ['Sent: Friday', true],
  ['*Von:* Ann', true],
  ['主题: x', true],
  ['Subjective: x', false],
])('pasted header: %s', (line, expected) => {
  expect(isPastedHeader(line)).toBe(expected);
});

test.each([
  ['Hi Ann,', true],
  ['Hi ann,', true],
  ['Hello Ann, Bob,', true],
  ['Dear all,', true],
  ['Hi,', true],
  ['Good morning Ann!', true],
  ['Ann,', true],
  ['Hi Ann, a few more comments:', false],
  ['Hi, this fails.', false],
  ['Dear compiler writers will not like it', false],
  ['Thanks,', false],
])('greeting: %s', (line, expected) => {
  expect(isGreeting(line)).toBe(expected);
});

test.each([
  ['Thanks,', true],
  ['Best regards', true],
  ['Cheers!', true],
  ['Thanks for the patch', false],
])('closing: %s', (line, expected) => {
  expect(isClosing(line)).toBe(expected);
});

test.each([
  ['Rob', true],
  ['- Robert', true],
  ['rr', true],
  ['/Robert Reader', true],
  ['--- * ---', true],
  ['Ann', false],
  ['Readers', false],
])('own name: %s', (line, expected) => {
  expect(isOwnName(line, rob)).toBe(expected);
});

test.each([
  ['[...]', true],
  ['...', true],
  ['[ … ]', true],
  ['[snip]', true],
  ['[...snip]', true],
  ['<snip>', true],
  ['[--cut--]', true],
  ['8<------', true],
  ['---end quoted text---', true],
  ['[1] https://example.org', false],
  ['cut this loop', false],
])('mark of cutting: %s', (line, expected) => {
  expect(isSnip(line)).toBe(expected);
});

test.each([
  ['[+Cc cache-list]', true],
  ['[adding Bob]', true],
  ['+ Ann Author', true],
  ['+Cc Bob,', true],
  ['+ the cache folks', true],
  ['remove the switch', false],
  ['+ a blank line', false],
])('addressees: %s', (line, expected) => {
  expect(isAddresseeNote(line)).toBe(expected);
});

test.each([
  ['This email and any attachments are confidential', true],
  ['Example GmbH, Sitz: Ort, Amtsgericht Ort HRB 1', true],
  ['Example Ltd. Registered in England', true],
  ['This email made me think', false],
])('legal: %s', (line, expected) => {
  expect(isLegalStart(line)).toBe(expected);
});

test.each([
  ['Thanks!', true],
  ['Thanks for the review.\n\nRob', true],
  ['Hi Ann,\n\nThank you for the patch, my comments inline.', true],
  ['Gentle ping?', true],
  ['You are welcome.', true],
  ['Sorry for the late reply.', true],
  ['Thanks, applied.', false],
  ['Thanks, but this is wrong.', false],
  ['Thanks. This frees it twice.', false],
  ['Why?', false],
  ['?', false],
])('courtesy: %j', (text, expected) => {
  expect(isSocial(text, rob)).toBe(expected);
});

test.each([
  ['Reviewed-by: Rob Reader <rob@example.net>', true],
  ['Looks good,\n\nReviewed-by: Rob Reader <rob@example.net>\n\nCheers,\nRob', true],
  ['LGTM.\nAcked-by: Rob Reader <rob@example.net>', true],
  ['Please split this. With that:\nReviewed-by: Rob Reader <rob@example.net>', false],
  ['Signed-off-by: Rob Reader <rob@example.net>', false],
])('only tags: %j', (text, expected) => {
  expect(readTags(text, rob).isOnlyTags).toBe(expected);
});

test.each([
  [{ name: 'kernel test robot', address: 'lkp@example.com' }, true],
  [{ name: 'patchwork-bot+cache', address: 'patchwork-bot@example.org' }, true],
  [{ name: 'Abbot Talbot', address: 'talbot@example.org' }, false],
])('robot: %j', (from, expected) => {
  expect(isRobot(from, '')).toBe(expected);
});

test.each([
  ['> a', 1, 'a', undefined],
  ['>a', 1, 'a', undefined],
  ['> > a', 2, 'a', undefined],
  ['>> a', 2, 'a', undefined],
  [' >\u00a0> a', 2, 'a', undefined],
  ['>\t> a', 2, 'a', undefined],
  ['| a', 1, 'a', 'bar'],
  ['AB> a', 1, 'a', 'name'],
  ['> AB> a', 2, 'a', undefined],
  ['>From here', 1, 'From here', 'from'],
  ['a > b', 0, 'a > b', undefined],
  ['p->q', 0, 'p->q', undefined],
  ['||', 0, '||', undefined],
])('marks: %j', (line, depth, content, doubt) => {
  expect(readLine(line)).toMatchObject({ depth, content, doubt });
});
