import { describe, expect, test } from 'vitest';
import type { Mail } from '../mail/index';
import { recogniseSeries } from '../series/index';
import { diffOf, letter, posted } from '../series/specimens';
import { compareVersions, type Comparison } from './index';

function compare(mails: readonly Mail[], a = 0, b = 1): Comparison {
  const byId = new Map(mails.map((mail) => [mail.id, mail]));
  const [series] = recogniseSeries(mails).series;
  const [earlier, later] = [series?.versions[a], series?.versions[b]];
  if (!series || !earlier || !later) throw new Error('there are no such versions');
  return compareVersions(series, earlier, later, (id) => byId.get(id)?.text);
}

const told = ({ pairs }: Comparison): readonly string[] =>
  pairs.map(({ earlier, later, kind, state }) => {
    const numbers = (slots: typeof earlier): string => slots.map(({ number }) => number).join('+') || '-';
    return `${numbers(earlier)} ${numbers(later)} ${kind} ${state}`;
  });

const lines = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${name}_step_${at}(${at});`);

describe('two versions', () => {
  test('a patch whose lines went into two is split', () => {
    const [a, b] = [lines('open', 8), lines('close', 7)];
    const mails = [
      ...posted({
        prefix: 'a',
        tag: 'PATCH',
        cover: 'gate: work',
        patches: [
          ['gate: open and close it', 'gate.c', ...a, ...b],
          ['door: knock', 'door.c', ...lines('knock', 5)],
        ],
      }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH v2',
        cover: 'gate: work',
        at: 90,
        patches: [
          ['gate: open it', 'gate.c', ...a],
          ['gate: then close it again', 'gate.c', ...b],
          ['door: knock', 'door.c', ...lines('knock', 5)],
        ],
      }),
    ];
    const split = compare(mails);
    expect(told(split)).toEqual(['1 1+2 split split', '2 3 paired unchanged']);
    expect(split.pairs[0]?.likeness).toBe(1);
  });

  test('two patches whose lines are in one are merged', () => {
    const [a, b] = [lines('open', 8), lines('close', 7)];
    const mails = [
      ...posted({
        prefix: 'a',
        tag: 'PATCH',
        cover: 'gate: work',
        patches: [
          ['gate: open it', 'gate.c', ...a],
          ['gate: then close it again', 'gate.c', ...b],
        ],
      }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH v2',
        cover: 'gate: work',
        at: 90,
        patches: [['gate: open and close it', 'gate.c', ...a, ...b]],
      }),
    ];
    expect(told(compare(mails))).toEqual(['1+2 1 merged merged']);
  });

  test('dropped and new ones without common lines are no split', () => {
    const mails = [
      ...posted({
        prefix: 'a',
        tag: 'PATCH',
        cover: 'gate: work',
        patches: [
          ['gate: open it', 'gate.c', ...lines('open', 8)],
          ['wall: paint', 'wall.c', ...lines('paint', 6)],
        ],
      }),
      ...posted({
        prefix: 'b',
        tag: 'PATCH v2',
        cover: 'gate: work',
        at: 90,
        patches: [
          ['gate: open it', 'gate.c', ...lines('open', 9)],
          ['roof: tiles are red', 'roof.c', ...lines('tile', 6)],
        ],
      }),
    ];
    expect(told(compare(mails))).toEqual(['1 1 paired diff', '- 2 new new', '2 - dropped dropped']);
  });

  test('a partial re-roll carries the others over', () => {
    const first = posted({
      prefix: 'a',
      tag: 'PATCH',
      cover: 'gate: work',
      patches: [
        ['gate: open it', 'gate.c', ...lines('open', 8)],
        ['door: knock', 'door.c', ...lines('knock', 5)],
      ],
    });
    const again = letter({
      id: 'b-2',
      subject: '[PATCH v2 2/2] door: knock',
      at: 30,
      parents: ['a-2', 'a-0'],
      text: diffOf('door.c', lines('knock', 6)),
    });
    expect(told(compare([...first, again]))).toEqual(['1 1 paired unchanged', '2 2 paired diff']);
  });

  test('a patch that is not held is unknown, and so is what may be its partner', () => {
    const first = posted({
      prefix: 'a',
      tag: 'PATCH',
      cover: 'gate: work',
      patches: [
        ['gate: open it', 'gate.c', ...lines('open', 8)],
        ['door: knock', 'door.c', ...lines('knock', 5)],
      ],
    });
    const second = posted({
      prefix: 'b',
      tag: 'PATCH v2',
      cover: 'gate: work',
      at: 90,
      patches: [
        ['gate: open it', 'gate.c', ...lines('open', 8)],
        ['door: knock', 'door.c', ...lines('knock', 5)],
      ],
    }).filter(({ id }) => id !== 'b-2');
    expect(told(compare([...first, ...second]))).toEqual([
      '1 1 paired unchanged',
      '- 2 unknown unknown',
      '2 - unknown unknown',
    ]);
  });

  test('far apart: a patch rewritten step by step is one patch, and claims of all steps are there once', () => {
    const step = (at: number): string[] => [...lines('new', at * 4), ...lines('old', 12 - at * 4)];
    const log = (number: number): string =>
      Array.from({ length: number - 1 }, (_, at) => `v${number - at}:\n- reworked in ${number - at}\n`).join(
        '\n',
      );
    const mails = [1, 2, 3, 4].flatMap((number) =>
      posted({
        prefix: `v${number}`,
        tag: number === 1 ? 'PATCH' : `PATCH v${number}`,
        cover: 'gate: work',
        coverText: log(number),
        at: number * 90,
        patches: [
          [`gate: ${['open', 'swing', 'turn', 'lift'][number - 1] ?? ''} it`, 'gate.c', ...step(number - 1)],
        ],
      }),
    );
    const whole = compare(mails, 0, 3);
    expect(told(whole)).toEqual(['1 1 paired diff']);
    expect(whole.claims.map(({ mail, text }) => `${mail} ${text}`)).toEqual([
      'v4-0 reworked in 4',
      'v4-0 reworked in 3',
      'v4-0 reworked in 2',
    ]);
    expect(compare(mails, 1, 2).claims.map(({ text }) => text)).toEqual(['reworked in 3']);
  });
});
