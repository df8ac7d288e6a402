import { expect, test } from 'vitest';
import type { RemarkCorrection, RemarkSpot } from './corrections';
import { ann, brief, discuss, letter, lineOf, messageId, patch } from './specimens';

const entry = lineOf('+\t\t\tentry->gone');
const broken = lineOf('+\tif (cache->broken)');

/** Two remarks of Rob, on lines 2 and 4 of his mail, and Ann's answer to each. */
const review = letter({
  id: 'r1',
  text: '> +\t\t\tentry->gone = true;\nLocked?\n> +\tif (cache->broken) {\nWho sets it?\n',
  at: 10,
});
const answer = letter({
  id: 'a1',
  from: ann,
  text: '> Locked?\nYes.\n> Who sets it?\nThe driver.\n',
  parents: ['r1', 'patch'],
  at: 20,
});
/** A second opinion at the first line. */
const other = letter({ id: 'r2', text: '> +\t\t\tentry->gone = true;\nA bit will do.\n', at: 15 });
const mails = [patch, review, answer, other];

function spot(reply: string, line: number): RemarkSpot {
  return { reply: messageId(reply), line };
}

function told(...corrections: RemarkCorrection[]): readonly string[] {
  return discuss(mails, corrections).discussion.remarks.map(brief);
}

function talks(...corrections: RemarkCorrection[]): readonly string[] {
  return discuss(mails, corrections).discussion.conversations.map(({ remarks }) =>
    remarks.map(({ reply, block }) => `${reply}#${block}`).join(' '),
  );
}

const plain = [
  `inline patch:${entry} Locked?`,
  `inline patch:${broken} Who sets it?`,
  `inline patch:${entry} A bit will do.`,
  `inline patch:${entry} <r1#1> Yes.`,
  `inline patch:${broken} <r1#2> The driver.`,
];

test('without corrections the rules stand', () => {
  expect(told()).toEqual(plain);
  expect(talks()).toEqual(['r1#1 r2#1 a1#1', 'r1#2 a1#2']);
});

test('a moved remark takes its answers along', () => {
  const move = { kind: 'move', remark: spot('r1', 2), patch: patch.id, bodyLine: 4 } as const;
  expect(told(move)).toEqual([
    'inline patch:4 Locked?',
    plain[1],
    plain[2],
    'inline patch:4 <r1#1> Yes.',
    plain[4],
  ]);
  expect(talks(move)).toEqual(['r1#1 a1#1', 'r1#2 a1#2', 'r2#1']);
});

test('a remark marked general speaks of the posting', () => {
  expect(told({ kind: 'general', remark: spot('r1', 4) })).toEqual([
    plain[0],
    'general patch Who sets it?',
    plain[2],
    plain[3],
    'general patch <r1#2> The driver.',
  ]);
});

test('a detached remark keeps its line and begins a conversation', () => {
  const detach = { kind: 'detach', remark: spot('r2', 2) } as const;
  expect(told(detach)).toEqual(plain);
  expect(talks(detach)).toEqual(['r1#1 a1#1', 'r1#2 a1#2', 'r2#1']);
  expect(talks({ kind: 'detach', remark: spot('a1', 2) })).toEqual(['r1#1 r2#1', 'r1#2 a1#2', 'a1#1']);
});

test('a remark joined to another stands where that one does', () => {
  const join = { kind: 'answer', remark: spot('r2', 2), answers: spot('r1', 4) } as const;
  expect(told(join)[2]).toBe(`inline patch:${broken} <r1#2> A bit will do.`);
  expect(talks(join)).toEqual(['r1#1 a1#1', 'r1#2 r2#1 a1#2']);
});

test('of several the last counts', () => {
  expect(
    told(
      { kind: 'general', remark: spot('r1', 2) },
      { kind: 'move', remark: spot('r1', 2), patch: patch.id, bodyLine: 1 },
    )[0],
  ).toBe('inline patch:1 Locked?');
});

test.each<[string, RemarkCorrection]>([
  ['a mail that is not here', { kind: 'general', remark: spot('nobody', 2) }],
  ['a quoted line', { kind: 'general', remark: spot('r1', 1) }],
  ['a line behind the mail', { kind: 'general', remark: spot('r1', 200) }],
  ['a posting that is not here', { kind: 'move', remark: spot('r1', 2), patch: messageId('x'), bodyLine: 1 }],
  ['a reply for a posting', { kind: 'move', remark: spot('r1', 2), patch: messageId('r2'), bodyLine: 1 }],
  ['line 0', { kind: 'move', remark: spot('r1', 2), patch: patch.id, bodyLine: 0 }],
  ['a line behind the posting', { kind: 'move', remark: spot('r1', 2), patch: patch.id, bodyLine: 999 }],
  ['an answer to what came later', { kind: 'answer', remark: spot('r1', 2), answers: spot('a1', 2) }],
  ['an answer to itself', { kind: 'answer', remark: spot('r1', 2), answers: spot('r1', 2) }],
])('what speaks of %s is left out', (_what, correction) => {
  expect(told(correction)).toEqual(plain);
});
