import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** The colours of a token, light and dark, as "#rrggbb". */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

/** Relative luminance, 0 (black) to 1 (white): WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, 1 to 21: WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

test('the ratio is that of the standard', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

const lineTints = ['bg', 'raised', 'add', 'del'];
const wordTints = ['add-word', 'del-word'];
const code = ['ink', 'sy-key', 'sy-str', 'sy-pre', 'sy-num'];
const plains = ['bg', 'panel', 'raised', 'select'];
const states = ['open', 'answered', 'promised', 'addressed', 'resolved', 'rejected', 'moot'];

/** Text and what lies behind it: 4.5 at least (success criterion 1.4.3). */
const texts: readonly (readonly [string, readonly string[]])[] = [
  ['ink', [...plains, 'hunk', 'add-gut', 'del-gut']],
  // Comments in marked words are ink2: their own colour would be too faint there.
  ['ink2', [...plains, ...wordTints]],
  ['ink3', plains],
  ['link', [...plains, 'hunk']],
  ['on-turn', ['turn']],
  ['hunk-ink', ['hunk']],
  ['sy-com', lineTints],
  ...code.map((token) => [token, [...lineTints, ...wordTints]] as const),
  ...states.map((state) => [state, ['bg', 'panel', `${state}-bg`]] as const),
];

/** The outline of what has the focus: 3 at least (1.4.11). Hairlines carry no meaning and are not counted. */
const graphics: readonly (readonly [string, readonly string[]])[] = [['focus', plains]];

function pairsOf(rule: typeof texts): readonly (readonly [string, string, 'light' | 'dark'])[] {
  return rule.flatMap(([front, behind]) =>
    behind.flatMap((back) => [[front, back, 'light'] as const, [front, back, 'dark'] as const]),
  );
}

function ratio(front: string, back: string, theme: 'light' | 'dark'): number {
  const [one, other] = [tokens.get(front), tokens.get(back)];
  if (!one || !other) throw new Error(`tokens.css has no --${one ? back : front} with two colours.`);
  return contrast(one[theme], other[theme]);
}

test.each(pairsOf(texts))('%s can be read on %s, %s', (front, back, theme) => {
  expect(ratio(front, back, theme)).toBeGreaterThanOrEqual(4.5);
});

test.each(pairsOf(graphics))('%s can be seen on %s, %s', (front, back, theme) => {
  expect(ratio(front, back, theme)).toBeGreaterThanOrEqual(3);
});
